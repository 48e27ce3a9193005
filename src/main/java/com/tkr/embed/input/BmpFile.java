package com.tkr.embed.input;

/** A BMP file: 1, 4, 8, 16, 24 and 32 bits, bit fields, run lengths. Colours as Pillow's. */
final class BmpFile implements ImageFile {
  private final FileBytes file;
  private final BmpHeader header;

  private BmpFile(FileBytes file, BmpHeader header) {
    this.file = file;
    this.header = header;
  }

  static BmpFile open(byte[] bytes) throws ImageRefused {
    FileBytes file = new FileBytes(bytes, "BMP", true);
    return new BmpFile(file, BmpHeader.read(file));
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public int orientation() {
    return 1;
  }

  @Override
  public long decodeBytes() {
    return isRunLength() ? 2L * width() * height() : 0;
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    if (isRunLength()) {
      byte[] indices = new BmpRunLength(file, header).decode();
      return new IndexedRows(width(), height(), indices, header.palette());
    }
    file.need(header.data(), BmpRows.stride(header) * height());
    return new BmpRows(file.data(), header, pixel());
  }

  private boolean isRunLength() {
    return header.compression() == BmpHeader.RLE4 && header.bits() == 4
        || header.compression() == BmpHeader.RLE8 && header.bits() == 8;
  }

  private BmpRows.Pixel pixel() throws ImageRefused {
    boolean fields = header.compression() == BmpHeader.BIT_FIELDS;
    if (header.compression() != 0 && !(fields && header.bits() >= 16)) {
      throw unsupported();
    }
    return switch (header.bits()) {
      case 1, 4, 8 -> BmpRows.indexed(header);
      case 16 -> BmpRows.packed16(fields ? sixteen() : 5);
      case 24 -> BmpRows.bytes(3, new int[] {2, 1, 0});
      case 32 -> BmpRows.bytes(4, fields ? byteOrder() : new int[] {2, 1, 0});
      default -> throw unsupported();
    };
  }

  /** Green's bits in a 16-bit pixel. */
  private int sixteen() throws ImageRefused {
    int[] masks = header.masks();
    if (masks[2] == 0x1F && masks[0] == 0xF800 && masks[1] == 0x7E0) {
      return 6;
    } else if (masks[2] == 0x1F && masks[0] == 0x7C00 && masks[1] == 0x3E0) {
      return 5;
    }
    throw unsupported();
  }

  private int[] byteOrder() throws ImageRefused {
    int[] order = {2, 1, 0};
    int[] masks = header.masks();
    if ((masks[0] | masks[1] | masks[2]) == 0) {
      return order;
    }
    for (int c = 0; c < 3; c++) {
      order[c] = Integer.numberOfTrailingZeros(masks[c]) / 8;
      if (masks[c] != 0xFF << 8 * order[c]) {
        throw unsupported();
      }
    }
    return order;
  }

  private static ImageRefused unsupported() {
    return ImageRefused.unreadable("is a BMP file of a kind that is not read");
  }
}
