package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PackedRows;
import com.tkr.embed.input.resize.PackedRows.Layout;
import com.tkr.embed.input.resize.PixelRows;

/** A BMP file: indices, 16, 24 and 32 bits, bit fields, run lengths. */
final class BmpFile implements ImageFile {
  private final FileBytes file;
  private final BmpHeader header;

  private BmpFile(FileBytes file) throws ImageRefused {
    this.file = file;
    this.header = BmpHeader.read(file);
  }

  static BmpFile open(byte[] bytes) throws ImageRefused {
    return new BmpFile(new FileBytes(bytes, "BMP", true));
  }

  @Override
  public int width() {
    return header.width;
  }

  @Override
  public int height() {
    return header.height;
  }

  @Override
  public int orientation() {
    return 1;
  }

  @Override
  public long decodeBytes() {
    return header.isRunLength() ? (long) width() * height() : 0;
  }

  @Override
  public PixelRows decode(Alpha alpha) throws ImageRefused {
    if (header.isRunLength()) {
      return rows(new BmpRuns(file, header).read(), 0, width(), alpha);
    }
    long before = header.stride() * (height() - 1L);
    file.need(header.pixels(), before + header.rowBytes());
    return rows(file.data(), (int) header.pixels(), (int) header.stride(), alpha);
  }

  private PixelRows rows(byte[] data, int first, int stride, Alpha alpha) throws ImageRefused {
    Layout layout =
        header.topDown
            ? new Layout(width(), height(), first, stride)
            : new Layout(width(), height(), first + (height() - 1) * stride, -stride);
    return new PackedRows(data, layout, BmpColors.of(header, alpha));
  }
}
