package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Palette;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.RasterRows;
import com.tkr.embed.input.resize.RowConverter;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/**
 * A PNG file (W3C PNG, third edition): every colour type and bit depth, interlaced or not; of an
 * animation, the default image. Only the chunks that make pixels reach the JDK's reader, each with
 * its checksum verified, so compressed text and profiles are never unpacked.
 */
final class PngFile implements ImageFile {
  private static final int SIGNATURE = 8;

  private final FileBytes file;
  private final ByteArrayOutputStream essential;
  private boolean ended;
  private boolean data;
  private Palette palette = Palette.rgb(new byte[0]);

  private PngFile(FileBytes file) {
    this.file = file;
    this.essential = new ByteArrayOutputStream(file.size());
  }

  static PngFile open(byte[] bytes) throws ImageRefused {
    PngFile png = new PngFile(new FileBytes(bytes, "PNG", false));
    if (!png.file.has(SIGNATURE + 4L, "IHDR")) {
      throw png.file.damaged();
    }
    png.file.need(SIGNATURE, 25);
    return png;
  }

  @Override
  public int width() {
    return side(16);
  }

  @Override
  public int height() {
    return side(20);
  }

  @Override
  public int orientation() {
    try {
      for (long at = SIGNATURE; at + 12 <= file.size(); at += 12 + file.u32(at)) {
        if (file.has(at + 4, "eXIf")) {
          return TiffDirectory.orientation(file.copy(at + 8, file.u32(at)));
        }
      }
    } catch (ImageRefused e) {
      // falls through: decoding says what is wrong with the file
    }
    return 1;
  }

  @Override
  public long decodeBytes() {
    return 2L * file.size() + (long) width() * height() * bands() * (depth() == 16 ? 2 : 1);
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    copyEssential();
    Raster raster =
        new ImageReading("PNG", warning -> false)
            .raster(JdkReaders.png(), essential.toByteArray(), r -> r.read(0).getRaster());
    if (raster.getWidth() != width() || raster.getHeight() != height()) {
      throw file.damaged();
    }
    boolean grey16 = depth() == 16 && colorType() == 0;
    return new RasterRows(
        raster,
        grey16 ? RasterRows.Sixteen.CLIP : RasterRows.Sixteen.HIGH_BYTE,
        converter(raster.getNumBands()));
  }

  private RowConverter converter(int bands) {
    if (colorType() == 3) {
      return RowConverter.palette(palette, bands);
    }
    if (bands > 2) {
      return RowConverter.rgb(bands);
    }
    return depth() < 8 ? RowConverter.grey(1).ofScaled(depth()) : RowConverter.grey(bands);
  }

  private void copyEssential() throws ImageRefused {
    essential.write(file.data(), 0, SIGNATURE);
    long at = SIGNATURE;
    while (!ended && at < file.size()) {
      long length = file.u32(at);
      file.need(at, 12 + length);
      copyChunk((int) at, (int) length);
      at += 12 + length;
    }
    if (!data) {
      throw file.damaged();
    }
    if (!ended) {
      essential.writeBytes(
          new byte[] {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82});
    }
  }

  private void copyChunk(int at, int length) throws ImageRefused {
    long type = at + 4L;
    boolean colors = file.has(type, "PLTE");
    boolean picture = file.has(type, "IDAT");
    ended = file.has(type, "IEND");
    if (colors) {
      palette = Palette.rgb(file.copy(at + 8L, length));
    }
    data |= picture;
    if (colors || picture || ended || file.has(type, "IHDR")) {
      checkSum(at, length);
      essential.write(file.data(), at, 12 + length);
    }
  }

  private void checkSum(int at, int length) throws ImageRefused {
    CRC32 sum = new CRC32();
    sum.update(file.data(), at + 4, length + 4);
    if (sum.getValue() != file.u32(at + 8L + length)) {
      throw file.damaged();
    }
  }

  private int side(int at) {
    byte[] d = file.data();
    int high = (d[at] & 0xFF) << 24 | (d[at + 1] & 0xFF) << 16;
    return high | (d[at + 2] & 0xFF) << 8 | d[at + 3] & 0xFF;
  }

  private int depth() {
    return file.data()[24];
  }

  private int colorType() {
    return file.data()[25];
  }

  private int bands() {
    return switch (colorType()) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }
}
