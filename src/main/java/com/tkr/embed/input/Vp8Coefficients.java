package com.tkr.embed.input;

import java.util.Arrays;

/** Reads and scales the macroblocks' coefficients (RFC 6386, sections 13 and 14.1). */
final class Vp8Coefficients {
  private static final int LUMA_AFTER_DC = 0;
  private static final int SECOND_ORDER = 1;
  private static final int CHROMA = 2;
  private static final int LUMA = 3;

  private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

  /** Band by position; a 17th for the look ahead of the last. */
  private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};

  /** Probabilities of the extra bits of the four large categories. */
  private static final int[][] EXTRA = {
    {173, 148, 140},
    {176, 155, 140, 135},
    {180, 157, 141, 134, 130},
    {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
  };

  /** Per column of macroblocks: did the lowest blocks have any? 4 luma, 2 U, 2 V, second order. */
  private final boolean[][] above;

  private final boolean[] left = new boolean[9];
  private final int[] probs;
  private final int[][] quantizers;
  private final short[] secondOrder = new short[16];
  private Vp8Bits bits;

  Vp8Coefficients(Vp8Header header) {
    this.probs = header.coefficientProbs;
    this.quantizers = header.quantizers;
    this.above = new boolean[header.columns()][9];
  }

  /** To be called before each row of macroblocks with the partition that holds it. */
  void startRow(Vp8Bits partition) {
    bits = partition;
    Arrays.fill(left, false);
  }

  void read(Vp8Macroblock block, int column) {
    block.coded = false;
    if (block.skipped) {
      Arrays.fill(block.coefficients, (short) 0);
      Arrays.fill(left, 0, block.subBlocks ? 8 : 9, false);
      Arrays.fill(above[column], 0, block.subBlocks ? 8 : 9, false);
      return;
    }
    Arrays.fill(block.coefficients, (short) 0);
    int[] quant = quantizers[block.segment];
    if (!block.subBlocks) {
      readSecondOrder(block, above[column], quant);
    }
    readPlane(block, above[column], new Plane(0, 4, block.subBlocks ? LUMA : LUMA_AFTER_DC, 0));
    readPlane(block, above[column], new Plane(4, 2, CHROMA, 16));
    readPlane(block, above[column], new Plane(6, 2, CHROMA, 20));
  }

  /**
   * A macroblock's part of a plane.
   *
   * @param flags where its neighbours' flags begin
   * @param side blocks per row
   * @param type of its blocks
   * @param first its first block
   */
  private record Plane(int flags, int side, int type, int first) {}

  private void readSecondOrder(Vp8Macroblock block, boolean[] top, int[] quant) {
    Arrays.fill(secondOrder, (short) 0);
    int context = (top[8] ? 1 : 0) + (left[8] ? 1 : 0);
    int length = tokens(SECOND_ORDER, context, new Target(secondOrder, 0, 0, quant[2], quant[3]));
    top[8] = length > 0;
    left[8] = length > 0;
    Vp8Transform.secondOrder(secondOrder, block.coefficients);
  }

  private void readPlane(Vp8Macroblock block, boolean[] top, Plane plane) {
    int[] quant = quantizers[block.segment];
    int q = plane.type() == CHROMA ? 4 : 0;
    int start = plane.type() == LUMA_AFTER_DC ? 1 : 0;
    for (int i = 0; i < plane.side() * plane.side(); i++) {
      int x = plane.flags() + i % plane.side();
      int y = plane.flags() + i / plane.side();
      int at = 16 * (plane.first() + i);
      int context = (top[x] ? 1 : 0) + (left[y] ? 1 : 0);
      Target target = new Target(block.coefficients, at, start, quant[q], quant[q + 1]);
      int length = tokens(plane.type(), context, target);
      top[x] = length > start;
      left[y] = length > start;
      block.coded |= length > 1 || block.coefficients[at] != 0;
    }
  }

  /**
   * Where coefficients go.
   *
   * @param to receives them in raster order
   * @param at the block's first
   * @param start position of the first coefficient coded
   * @param dc scale of the first
   * @param ac scale of the others
   */
  private record Target(short[] to, int at, int start, int dc, int ac) {}

  /** Reads a block; returns the position after its last coefficient. */
  private int tokens(int type, int firstContext, Target target) {
    int context = firstContext;
    for (int n = target.start(); n < 16; n++) {
      int p = WebpTables.coefficientProbs(type, BANDS[n], context);
      if (bits.bit(probs[p]) == 0) {
        return n;
      }
      while (bits.bit(probs[p + 1]) == 0) {
        n++;
        if (n == 16) {
          return 16;
        }
        p = WebpTables.coefficientProbs(type, BANDS[n], 0);
      }
      int value = bits.bit(probs[p + 2]) == 0 ? 1 : large(p);
      context = value == 1 ? 1 : 2;
      int scaled = (bits.flag() ? -value : value) * (n == 0 ? target.dc() : target.ac());
      target.to()[target.at() + ZIGZAG[n]] = (short) scaled;
    }
    return 16;
  }

  private int large(int p) {
    if (bits.bit(probs[p + 3]) == 0) {
      return bits.bit(probs[p + 4]) == 0 ? 2 : 3 + bits.bit(probs[p + 5]);
    }
    if (bits.bit(probs[p + 6]) == 0) {
      if (bits.bit(probs[p + 7]) == 0) {
        return 5 + bits.bit(159);
      }
      int two = bits.bit(165);
      return 7 + 2 * two + bits.bit(145);
    }
    int high = bits.bit(probs[p + 8]);
    int category = 2 * high + bits.bit(probs[p + 9 + high]);
    int value = 0;
    for (int probability : EXTRA[category]) {
      value = 2 * value + bits.bit(probability);
    }
    return value + 3 + (8 << category);
  }
}
