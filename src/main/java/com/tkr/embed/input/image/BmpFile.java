package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Palette;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.RasterRows;
import com.tkr.embed.input.resize.RowConverter;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** A BMP file. The header is checked here; the JDK's reader decodes. Alpha is dropped. */
final class BmpFile implements ImageFile {
  private static final int FILE_HEADER = 14;
  private static final int CORE = 12;
  private static final int INFO = 40;
  private static final int V4 = 108;
  private static final int V5 = 124;
  private static final int COLOR_SPACE = FILE_HEADER + 56;
  private static final int SRGB = 0x42475273;
  private static final int BIT_FIELDS = 3;
  private static final Set<Integer> HEADERS = Set.of(CORE, INFO, 56, V4, V5);
  private static final Set<Integer> DEPTHS = Set.of(1, 4, 8, 16, 24, 32);

  private final FileBytes file;
  private final boolean core;
  private IndexColorModel colors;

  private BmpFile(FileBytes file) throws ImageRefused {
    this.file = file;
    this.core = file.i32(FILE_HEADER) == CORE;
  }

  static BmpFile open(byte[] bytes) throws ImageRefused {
    BmpFile bmp = new BmpFile(new FileBytes(bytes, "BMP", true));
    bmp.check();
    return bmp;
  }

  @Override
  public int width() {
    return core ? u16(18) : i32(18);
  }

  @Override
  public int height() {
    return Math.abs(core ? u16(20) : i32(22));
  }

  @Override
  public int orientation() {
    return 1;
  }

  @Override
  public long decodeBytes() {
    return file.size() + (long) width() * height() * Math.max(1, bits() / 8);
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    if (!isRunLength()) {
      file.need(file.u32(10), ((long) width() * bits() + 31) / 32 * 4 * height());
    }
    Raster raster =
        new ImageReading("BMP", warning -> false)
            .raster(JdkReaders.bmp(), withoutProfile(), reader -> samples(reader.read(0)));
    if (raster.getWidth() != width() || raster.getHeight() != height()) {
      throw file.damaged();
    }
    return new RasterRows(raster, converter(raster));
  }

  private Raster samples(BufferedImage image) {
    colors = image.getColorModel() instanceof IndexColorModel indexed ? indexed : null;
    return image.getRaster();
  }

  private RowConverter converter(Raster raster) {
    if (colors != null) {
      return RowConverter.palette(Palette.of(colors), 1);
    }
    int bands = raster.getNumBands();
    int[] bits = raster.getSampleModel().getSampleSize();
    RowConverter colors = bands < 3 ? RowConverter.grey(bands) : RowConverter.rgb(bands);
    return bits[0] < 8 ? colors.ofScaled(bits) : colors;
  }

  /** The file said to be sRGB, so that no profile in it is opened. */
  private byte[] withoutProfile() {
    byte[] bytes = file.data().clone();
    if (i32(FILE_HEADER) >= V4) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(COLOR_SPACE, SRGB);
    }
    return bytes;
  }

  private void check() throws ImageRefused {
    int size = file.i32(FILE_HEADER);
    if (size < CORE) {
      throw file.damaged();
    }
    file.need(FILE_HEADER, size);
    boolean known = HEADERS.contains(size) && DEPTHS.contains(bits());
    if (!known || !isRunLength() && compression() != 0 && !isBitFields()) {
      throw ImageRefused.unreadable("is a BMP file of a kind that is not read; send PNG or JPEG");
    }
  }

  private boolean isRunLength() {
    return compression() == 1 && bits() == 8 || compression() == 2 && bits() == 4;
  }

  private boolean isBitFields() {
    return compression() == BIT_FIELDS && (bits() == 16 || bits() == 32);
  }

  private int compression() {
    return core ? 0 : i32(30);
  }

  private int bits() {
    return u16(core ? 24 : 28);
  }

  private int u16(int at) {
    return file.data()[at] & 0xFF | (file.data()[at + 1] & 0xFF) << 8;
  }

  private int i32(int at) {
    return u16(at) | u16(at + 2) << 16;
  }
}
