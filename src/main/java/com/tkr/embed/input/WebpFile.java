package com.tkr.embed.input;

/**
 * A WebP file (RFC 9649): lossy, lossless, with alpha (dropped), animated (the first frame on its
 * canvas, black around it).
 */
final class WebpFile implements ImageFile {
  private final FileBytes file;
  private int width;
  private int height;
  private int left;
  private int top;
  private int orientation = 1;

  /** The chunk that holds the picture. */
  private int picture = -1;

  private WebpFile(FileBytes file) {
    this.file = file;
  }

  static WebpFile open(byte[] bytes) throws ImageRefused {
    WebpFile webp = new WebpFile(new FileBytes(bytes, "WebP", true));
    webp.readChunks(12, webp.file.size());
    if (webp.picture < 0) {
      throw webp.file.damaged();
    }
    if (webp.width == 0) {
      webp.width = webp.frameWidth();
      webp.height = webp.frameHeight();
    }
    if (webp.left + webp.frameWidth() > webp.width || webp.top + webp.frameHeight() > webp.height) {
      throw webp.file.damaged();
    }
    return webp;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int orientation() {
    return orientation;
  }

  @Override
  public long decodeBytes() {
    return 8L * width * height + file.size();
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    int from = picture + 8;
    int to = from + file.i32(picture + 4L);
    PixelRows frame =
        lossless() ? Vp8lFrame.decode(file, from, to) : Vp8Frame.decode(file, from, to);
    boolean fills = left == 0 && top == 0 && frame.width() == width && frame.height() == height;
    return fills ? frame : new PlacedRows(frame, new PlacedRows.Canvas(width, height, left, top));
  }

  private void readChunks(long from, long to) throws ImageRefused {
    long at = from;
    while (at + 8 <= to) {
      long length = file.u32(at + 4);
      if (picture < 0 || file.has(at, "EXIF")) {
        readChunk((int) at, length);
      }
      at += 8 + length + (length & 1);
    }
  }

  private void readChunk(int at, long length) throws ImageRefused {
    int body = at + 8;
    if (file.has(at, "VP8 ") || file.has(at, "VP8L")) {
      file.need(body, length);
      picture = at;
    } else if (file.has(at, "VP8X")) {
      width = 1 + u24(body + 4);
      height = 1 + u24(body + 7);
    } else if (file.has(at, "ANMF")) {
      file.need(body, length);
      left = 2 * u24(body);
      top = 2 * u24(body + 3);
      readChunks(body + 16L, body + length);
    } else if (file.has(at, "EXIF")) {
      int skip = file.has(body, "Exif\0\0") ? 6 : 0;
      orientation = TiffDirectory.orientation(file.copy(body + skip, length - skip));
    }
  }

  private int u24(long at) throws ImageRefused {
    return file.u16(at) | file.u8(at + 2) << 16;
  }

  private boolean lossless() {
    return file.has(picture, "VP8L");
  }

  private int frameWidth() throws ImageRefused {
    return lossless() ? 1 + (file.i32(picture + 9L) & 0x3FFF) : file.u16(picture + 14L) & 0x3FFF;
  }

  private int frameHeight() throws ImageRefused {
    return lossless()
        ? 1 + (file.i32(picture + 9L) >> 14 & 0x3FFF)
        : file.u16(picture + 16L) & 0x3FFF;
  }
}
