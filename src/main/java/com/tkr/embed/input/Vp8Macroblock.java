package com.tkr.embed.input;

/** What one macroblock's modes and coefficients are; reused from one to the next. */
final class Vp8Macroblock {
  static final int DC = 0;
  static final int TRUE_MOTION = 1;
  static final int VERTICAL = 2;
  static final int HORIZONTAL = 3;

  int segment;

  /** Whether the stream says that no coefficient follows. */
  boolean skipped;

  /** Whether each of the 16 luma sub-blocks has a mode of its own. */
  boolean subBlocks;

  /** Luma mode, or the 16 sub-blocks' modes. */
  final int[] lumaModes = new int[16];

  int chromaMode;

  /** 25 blocks of 16: luma, then U, then V; the last is unused between macroblocks. */
  final short[] coefficients = new short[24 * 16];

  /** Whether any coefficient is not zero: decides on filtering inner edges. */
  boolean coded;
}
