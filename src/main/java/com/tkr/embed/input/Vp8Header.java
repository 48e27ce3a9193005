package com.tkr.embed.input;

/** A VP8 key frame's header (RFC 6386, section 9). */
final class Vp8Header {
  static final int SEGMENTS = 4;

  private static final int TAG = 10;
  private static final int MAX_QUANT = 127;
  private static final int MAX_CHROMA_DC_QUANT = 117;

  int width;
  int height;
  boolean segmentMap;
  final int[] segmentProbs = {255, 255, 255};
  boolean simpleFilter;
  int sharpness;

  /** Loop filter level by segment, then by whether sub-blocks are predicted on their own. */
  final int[][] filterLevels = new int[SEGMENTS][2];

  /** Quantizers by segment: luma DC, AC, second-order DC, AC, chroma DC, AC. */
  final int[][] quantizers = new int[SEGMENTS][];

  final int[] coefficientProbs = WebpTables.COEFFICIENT_PROBS.clone();

  /** Probability that a macroblock has coefficients; -1 when all have. */
  int skipProb = -1;

  /** The first partition: what follows of it are the macroblocks' modes. */
  Vp8Bits modes;

  /** The partitions of coefficients, for rows of macroblocks in turn. */
  Vp8Bits[] coefficients;

  private final FileBytes file;
  private boolean segmented;
  private boolean absolute;
  private final int[] segmentQuant = new int[SEGMENTS];
  private final int[] segmentFilter = new int[SEGMENTS];
  private int filterLevel;
  private int deltaOfIntra;
  private int deltaOfSubBlocks;

  private Vp8Header(FileBytes file) {
    this.file = file;
  }

  /** Reads the header of the frame that fills the chunk data {@code from} to {@code to}. */
  static Vp8Header read(FileBytes file, int from, int to) throws ImageRefused {
    Vp8Header header = new Vp8Header(file);
    header.readFrame(from, to);
    return header;
  }

  /** Macroblocks per row. */
  int columns() {
    return (width + 15) / 16;
  }

  /** Rows of macroblocks. */
  int rows() {
    return (height + 15) / 16;
  }

  private void readFrame(int from, int to) throws ImageRefused {
    int tag = file.u16(from) | file.u8(from + 2L) << 16;
    boolean key = (tag & 1) == 0;
    boolean shown = (tag >> 4 & 1) == 1;
    boolean start = file.has(from + 3L, "\u009d\u0001*");
    int modesEnd = from + TAG + (tag >> 5);
    if (!key || !shown || !start || modesEnd > to) {
      throw file.damaged();
    }
    width = file.u16(from + 6L) & 0x3FFF;
    height = file.u16(from + 8L) & 0x3FFF;
    modes = new Vp8Bits(file.data(), from + TAG, modesEnd);
    modes.number(2);
    readSegments();
    readFilter();
    readPartitions(modesEnd, to);
    readQuantizers();
    modes.flag();
    readCoefficientProbs();
    skipProb = modes.flag() ? modes.number(8) : -1;
  }

  private void readSegments() {
    segmented = modes.flag();
    if (!segmented) {
      return;
    }
    segmentMap = modes.flag();
    if (modes.flag()) {
      absolute = modes.flag();
      for (int i = 0; i < SEGMENTS; i++) {
        segmentQuant[i] = modes.optionalSigned(7);
      }
      for (int i = 0; i < SEGMENTS; i++) {
        segmentFilter[i] = modes.optionalSigned(6);
      }
    }
    for (int i = 0; segmentMap && i < segmentProbs.length; i++) {
      segmentProbs[i] = modes.flag() ? modes.number(8) : 255;
    }
  }

  private void readFilter() {
    simpleFilter = modes.flag();
    filterLevel = modes.number(6);
    sharpness = modes.number(3);
    boolean deltas = modes.flag();
    if (deltas && modes.flag()) {
      deltaOfIntra = modes.optionalSigned(6);
      for (int i = 1; i < 4; i++) {
        modes.optionalSigned(6);
      }
      deltaOfSubBlocks = modes.optionalSigned(6);
      for (int i = 1; i < 4; i++) {
        modes.optionalSigned(6);
      }
    }
    for (int i = 0; i < SEGMENTS; i++) {
      int level = inSegment(i, filterLevel, segmentFilter);
      filterLevels[i][0] = clip(level + deltaOfIntra, 63);
      filterLevels[i][1] = clip(level + deltaOfIntra + deltaOfSubBlocks, 63);
    }
  }

  private void readPartitions(int from, int to) throws ImageRefused {
    coefficients = new Vp8Bits[1 << modes.number(2)];
    int last = coefficients.length - 1;
    int begin = from + 3 * last;
    for (int i = 0; i <= last; i++) {
      int size =
          i == last ? to - begin : file.u16(from + 3L * i) | file.u8(from + 3L * i + 2) << 16;
      int end = Math.min(to, begin + size);
      if (begin > to || size < 0) {
        throw file.damaged();
      }
      coefficients[i] = new Vp8Bits(file.data(), begin, end);
      begin = end;
    }
  }

  private void readQuantizers() {
    int index = modes.number(7);
    int[] delta = new int[5];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = modes.optionalSigned(4);
    }
    for (int i = 0; i < SEGMENTS; i++) {
      int q = inSegment(i, index, segmentQuant);
      quantizers[i] =
          new int[] {
            WebpTables.DC_QUANT[clip(q + delta[0], MAX_QUANT)],
            WebpTables.AC_QUANT[clip(q, MAX_QUANT)],
            WebpTables.DC_QUANT[clip(q + delta[1], MAX_QUANT)] * 2,
            Math.max(8, WebpTables.AC_QUANT[clip(q + delta[2], MAX_QUANT)] * 155 / 100),
            WebpTables.DC_QUANT[clip(q + delta[3], MAX_CHROMA_DC_QUANT)],
            WebpTables.AC_QUANT[clip(q + delta[4], MAX_QUANT)]
          };
    }
  }

  private void readCoefficientProbs() {
    for (int i = 0; i < coefficientProbs.length; i++) {
      if (modes.bit(WebpTables.COEFFICIENT_UPDATE_PROBS[i]) == 1) {
        coefficientProbs[i] = modes.number(8);
      }
    }
  }

  private int inSegment(int segment, int ofFrame, int[] ofSegment) {
    if (!segmented) {
      return ofFrame;
    }
    return ofSegment[segment] + (absolute ? 0 : ofFrame);
  }

  private static int clip(int value, int max) {
    return Math.max(0, Math.min(value, max));
  }
}
