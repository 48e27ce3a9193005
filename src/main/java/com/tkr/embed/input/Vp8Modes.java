package com.tkr.embed.input;

import java.util.Arrays;

/** Reads the macroblocks' prediction modes (RFC 6386, sections 9.3, 9.6 and 11). */
final class Vp8Modes {
  /** Two branches per node; a leaf is the negative mode. */
  private static final int[] SUB_BLOCK_TREE = {
    0, 1, -1, 2, -2, 3, 4, 6, -3, 5, -4, -5, -6, 7, -7, 8, -8, -9
  };

  private final Vp8Header header;
  private final Vp8Bits bits;
  private final int[] above;
  private final int[] left = new int[4];

  Vp8Modes(Vp8Header header) {
    this.header = header;
    this.bits = header.modes;
    this.above = new int[4 * header.columns()];
  }

  /** To be called before each row of macroblocks. */
  void startRow() {
    Arrays.fill(left, Vp8Macroblock.DC);
  }

  void read(Vp8Macroblock block, int column) {
    block.segment = header.segmentMap ? segment() : 0;
    block.skipped = header.skipProb >= 0 && bits.bit(header.skipProb) == 1;
    block.subBlocks = bits.bit(145) == 0;
    if (block.subBlocks) {
      readSubBlocks(block, 4 * column);
    } else {
      int mode = lumaMode();
      block.lumaModes[0] = mode;
      Arrays.fill(left, mode);
      Arrays.fill(above, 4 * column, 4 * column + 4, mode);
    }
    block.chromaMode = chromaMode();
  }

  private int segment() {
    int[] probs = header.segmentProbs;
    return bits.bit(probs[0]) == 0 ? bits.bit(probs[1]) : 2 + bits.bit(probs[2]);
  }

  private int lumaMode() {
    if (bits.bit(156) == 1) {
      return bits.bit(128) == 1 ? Vp8Macroblock.TRUE_MOTION : Vp8Macroblock.HORIZONTAL;
    }
    return bits.bit(163) == 1 ? Vp8Macroblock.VERTICAL : Vp8Macroblock.DC;
  }

  private int chromaMode() {
    if (bits.bit(142) == 0) {
      return Vp8Macroblock.DC;
    } else if (bits.bit(114) == 0) {
      return Vp8Macroblock.VERTICAL;
    }
    return bits.bit(183) == 1 ? Vp8Macroblock.TRUE_MOTION : Vp8Macroblock.HORIZONTAL;
  }

  private void readSubBlocks(Vp8Macroblock block, int first) {
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        int mode = subBlockMode(above[first + x], left[y]);
        above[first + x] = mode;
        left[y] = mode;
        block.lumaModes[4 * y + x] = mode;
      }
    }
  }

  private int subBlockMode(int modeAbove, int modeLeft) {
    int probs = (modeAbove * WebpTables.MODES + modeLeft) * (WebpTables.MODES - 1);
    int node = 0;
    do {
      node = SUB_BLOCK_TREE[2 * node + bits.bit(WebpTables.SUB_BLOCK_MODE_PROBS[probs + node])];
    } while (node > 0);
    return -node;
  }
}
