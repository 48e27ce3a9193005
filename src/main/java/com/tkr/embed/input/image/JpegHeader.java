package com.tkr.embed.input.image;

/**
 * What a JPEG file says before its first scan (ITU-T T.81, annex B): as much as tells its size,
 * what decoding it costs, and that it is of a kind that is not read.
 */
final class JpegHeader {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP1 = 0xE1;
  private static final int ARITHMETIC_LOSSLESS = 0xCB;
  private static final int HIERARCHICAL = 0xDE;

  /**
   * A run of bytes of the file.
   *
   * @param from first byte
   * @param to after the last byte
   */
  record Span(int from, int to) {}

  int width;
  int height;

  /** 1, 3 or 4. */
  int components;

  /** Whether all coefficients are kept until the last scan. */
  boolean severalScans;

  final JpegMetadata metadata = new JpegMetadata();

  /** Where the first scan begins. */
  int scan;

  private final FileBytes file;

  private JpegHeader(FileBytes file) {
    this.file = file;
  }

  static JpegHeader read(byte[] data) throws ImageRefused {
    JpegHeader header = new JpegHeader(new FileBytes(data, "JPEG", false));
    header.readSegments();
    return header;
  }

  private void readSegments() throws ImageRefused {
    int at = 2;
    while (true) {
      int marker = nextMarker(at);
      int code = file.u8(marker);
      if (code == SOS) {
        scan(marker);
        return;
      }
      at = marker + 1;
      if (code == EOI) {
        throw file.damaged();
      }
      if (code != SOI && !(code >= 0xD0 && code <= 0xD7) && code != 1) {
        int length = file.u16(at);
        file.need(at, Math.max(2, length));
        segment(code, new Span(at + 2, at + length));
        at += length;
      }
    }
  }

  private void scan(int marker) throws ImageRefused {
    if (components == 0) {
      throw file.damaged();
    }
    scan = marker - 1;
    severalScans |= file.u8(marker + 3L) < components;
  }

  /** The position of the next marker's code: garbage before it is skipped, as libjpeg does. */
  private int nextMarker(int from) throws ImageRefused {
    int at = from;
    while (true) {
      while (file.u8(at) != 0xFF) {
        at++;
      }
      while (file.u8(at) == 0xFF) {
        at++;
      }
      if (file.u8(at) != 0) {
        return at;
      }
    }
  }

  private void segment(int code, Span body) throws ImageRefused {
    if (isFrame(code)) {
      frame(code, body);
    } else if (code == APP1) {
      metadata.accept(file.copy(body.from(), body.to() - body.from()));
    }
  }

  private static boolean isFrame(int code) {
    boolean start = code >= 0xC0 && code <= 0xCF;
    return start && code != 0xC4 && code != 0xC8 && code != 0xCC || code == HIERARCHICAL;
  }

  private void frame(int code, Span body) throws ImageRefused {
    checkCoding(code);
    checkSamples(file.u8(body.from()), file.u8(body.from() + 5L));
    if (components != 0) {
      throw file.damaged();
    }
    severalScans = (code & 3) == 2;
    height = file.u16(body.from() + 1L);
    width = file.u16(body.from() + 3L);
    components = file.u8(body.from() + 5L);
  }

  private static void checkCoding(int code) throws ImageRefused {
    if ((code & 4) != 0) {
      throw ImageRefused.unsupported("JPEG", "hierarchical coding");
    }
    if (code == ARITHMETIC_LOSSLESS) {
      throw ImageRefused.unsupported("JPEG", "lossless arithmetic coding");
    }
  }

  private static void checkSamples(int bits, int components) throws ImageRefused {
    if (bits != 8) {
      throw ImageRefused.unsupported("JPEG", bits + " bits per sample");
    }
    if (components != 1 && components != 3 && components != 4) {
      throw ImageRefused.unsupported("JPEG", components + " components");
    }
  }
}
