package com.tkr.embed.input.resize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/** Decoded samples as rows. */
public final class SampleRows implements PixelRows {
  private final Samples samples;
  private final IntUnaryOperator narrowing;
  private final RowConverter converter;
  private final byte[] row;

  /**
   * A picture's samples.
   *
   * @param width pixels per row
   * @param height number of rows
   * @param bands samples per pixel
   * @param bits of a sample: 16 in this machine's order; 8; or 1, 2 or 4, packed from the high bit,
   *     each row beginning with a byte
   * @param data all rows
   */
  public record Samples(int width, int height, int bands, int bits, byte[] data) {
    private int rowBytes() {
      return (width * bands * bits + 7) / 8;
    }
  }

  /** Samples of up to 16 bits, of which {@code narrowing} makes 8 where they are 16. */
  public SampleRows(Samples samples, IntUnaryOperator narrowing, RowConverter converter) {
    this.samples = samples;
    this.narrowing = narrowing;
    this.converter = converter;
    this.row = new byte[samples.width() * samples.bands()];
  }

  /** Samples of up to 8 bits. */
  public SampleRows(Samples samples, RowConverter converter) {
    this(samples, IntUnaryOperator.identity(), converter);
  }

  @Override
  public int width() {
    return samples.width();
  }

  @Override
  public int height() {
    return samples.height();
  }

  @Override
  public void read(int y, byte[] rgb) {
    int from = y * samples.rowBytes();
    switch (samples.bits()) {
      case 8 -> System.arraycopy(samples.data(), from, row, 0, row.length);
      case 16 -> narrow(from);
      default -> unpack(from);
    }
    converter.convert(row, rgb, width());
  }

  private void narrow(int from) {
    ByteBuffer wide = ByteBuffer.wrap(samples.data()).order(ByteOrder.nativeOrder());
    for (int i = 0; i < row.length; i++) {
      row[i] = (byte) narrowing.applyAsInt(wide.getShort(from + 2 * i) & 0xFFFF);
    }
  }

  private void unpack(int from) {
    int bits = samples.bits();
    int mask = (1 << bits) - 1;
    for (int i = 0; i < row.length; i++) {
      int packed = samples.data()[from + i * bits / 8];
      row[i] = (byte) (packed >> 8 - bits - i * bits % 8 & mask);
    }
  }
}
