package com.tkr.embed.input.resize;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** A decoded raster as rows. */
public final class RasterRows implements PixelRows {
  private final Raster raster;
  private final RowConverter converter;
  private final Sixteen sixteen;
  private final byte[] samples;
  private final short[] wide;
  private final int[] packed;

  /** How 16-bit samples become 8-bit ones. */
  public enum Sixteen {
    /** The high byte, as Pillow unpacks 16-bit colour. */
    HIGH_BYTE,
    /** Values over 255 become 255, as Pillow converts its mode I;16. */
    CLIP
  }

  public RasterRows(Raster raster, Sixteen sixteen, RowConverter converter) {
    this.raster = raster;
    this.sixteen = sixteen;
    this.converter = converter;
    int count = raster.getWidth() * raster.getNumBands();
    this.samples = new byte[count];
    boolean bytes = raster.getTransferType() == DataBuffer.TYPE_BYTE;
    boolean whole = raster.getNumDataElements() == raster.getNumBands() && !subByte(raster);
    this.wide = new short[whole && !bytes ? count : 0];
    this.packed = new int[whole ? 0 : count];
  }

  public RasterRows(Raster raster, RowConverter converter) {
    this(raster, Sixteen.HIGH_BYTE, converter);
  }

  @Override
  public int width() {
    return raster.getWidth();
  }

  @Override
  public int height() {
    return raster.getHeight();
  }

  @Override
  public void read(int y, byte[] rgb) {
    int top = y + raster.getMinY();
    if (packed.length > 0) {
      raster.getPixels(raster.getMinX(), top, width(), 1, packed);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) packed[i];
      }
    } else if (wide.length > 0) {
      raster.getDataElements(raster.getMinX(), top, width(), 1, wide);
      narrow();
    } else {
      raster.getDataElements(raster.getMinX(), top, width(), 1, samples);
    }
    converter.convert(samples, rgb, width());
  }

  private void narrow() {
    for (int i = 0; i < samples.length; i++) {
      int value = wide[i] & 0xFFFF;
      samples[i] = (byte) (sixteen == Sixteen.CLIP ? Math.min(value, 255) : value >> 8);
    }
  }

  private static boolean subByte(Raster raster) {
    return raster.getSampleModel().getSampleSize(0) < 8;
  }
}
