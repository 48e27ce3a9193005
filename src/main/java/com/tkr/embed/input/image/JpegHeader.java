package com.tkr.embed.input.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What a JPEG file says before its first scan (ITU-T T.81, annex B), and where its parts are.
 * Application and comment segments are understood here and kept from the decoder.
 */
final class JpegHeader {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int COM = 0xFE;

  /**
   * A run of bytes of the file.
   *
   * @param from first byte
   * @param to after the last byte
   */
  record Span(int from, int to) {}

  /** The frame's components, as the file numbers them. */
  final List<Integer> components = new ArrayList<>();

  /** Segments that the decoder needs, from the start to the first scan. */
  final List<Span> tables = new ArrayList<>();

  int width;
  int height;
  boolean progressive;
  boolean jfif;

  /** The colour transform of an Adobe marker; -1 without one. */
  int adobeTransform = -1;

  int orientation = 1;

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
        scan = marker - 1;
        break;
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
    if (components.isEmpty()) {
      throw file.damaged();
    }
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
    if (code >= APP0 && code <= APP0 + 15) {
      application(code, body);
    } else if (code != COM) {
      tables.add(new Span(body.from() - 4, body.to()));
    }
    if (isFrame(code)) {
      frame(code, body);
    }
  }

  private void application(int code, Span body) throws ImageRefused {
    int length = body.to() - body.from();
    if (code == APP0 && length >= 14 && file.has(body.from(), "JFIF\0")) {
      jfif = true;
    } else if (code == APP14 && length >= 12 && file.has(body.from(), "Adobe")) {
      adobeTransform = file.u8(body.from() + 11L);
    } else if (code == APP1 && orientation == 1 && file.has(body.from(), "Exif\0\0")) {
      orientation = TiffDirectory.orientation(file.copy(body.from() + 6L, length - 6L));
    }
  }

  private static boolean isFrame(int code) {
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
  }

  private void frame(int code, Span body) throws ImageRefused {
    if (code > 0xC2 || file.u8(body.from()) != 8) {
      throw ImageRefused.unreadable("is a JPEG file of a kind that is not read");
    }
    if (!components.isEmpty()) {
      throw file.damaged();
    }
    progressive = code == 0xC2;
    height = file.u16(body.from() + 1L);
    width = file.u16(body.from() + 3L);
    int count = file.u8(body.from() + 5L);
    for (int i = 0; i < count; i++) {
      components.add(file.u8(body.from() + 6L + 3L * i));
    }
  }
}
