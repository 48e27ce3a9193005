package com.tkr.embed.input;

/** VP8's loop filter (RFC 6386, section 15), run over a plane once all of it is predicted. */
final class Vp8LoopFilter {
  private final byte[] samples;
  private final boolean simple;

  /** The limits of the macroblock in work. */
  private int interior;

  private int highVariance;

  Vp8LoopFilter(Vp8Plane plane, boolean simple) {
    this.samples = plane.samples();
    this.simple = simple;
  }

  /**
   * How strongly a macroblock is filtered.
   *
   * @param level 1 to 63
   * @param interior limit inside
   * @param highVariance threshold
   */
  record Strength(int level, int interior, int highVariance) {
    static Strength of(int level, int sharpness) {
      int limit = level;
      if (sharpness > 0) {
        limit >>= sharpness > 4 ? 2 : 1;
        limit = Math.min(limit, 9 - sharpness);
      }
      int threshold = level >= 40 ? 2 : level >= 15 ? 1 : 0;
      return new Strength(level, Math.max(1, limit), threshold);
    }

    int edge() {
      return 2 * level + interior;
    }
  }

  /**
   * A run of samples on both sides of which an edge lies.
   *
   * @param at its first sample, after the edge
   * @param along distance between samples of the run
   * @param across distance between samples on a line across the edge
   * @param length samples
   */
  record Edge(int at, int along, int across, int length) {}

  /** Filters an edge between macroblocks. */
  void between(Edge edge, Strength strength) {
    filter(edge, strength, true);
  }

  /** Filters an edge inside a macroblock. */
  void inside(Edge edge, Strength strength) {
    filter(edge, strength, false);
  }

  private void filter(Edge edge, Strength strength, boolean wide) {
    int limit = 2 * (strength.edge() + (wide ? 4 : 0)) + 1;
    interior = strength.interior();
    highVariance = strength.highVariance();
    int s = edge.across();
    for (int i = 0; i < edge.length(); i++) {
      int at = edge.at() + i * edge.along();
      if (simple) {
        if (isWithin(at, s, limit)) {
          outer(at, s);
        }
      } else if (isWithin(at, s, limit) && isSmooth(at, s)) {
        adapt(at, s, wide);
      }
    }
  }

  private void adapt(int at, int s, boolean wide) {
    if (isHighVariance(at, s)) {
      outer(at, s);
    } else if (wide) {
      wide(at, s);
    } else {
      narrow(at, s);
    }
  }

  private boolean isWithin(int at, int s, int limit) {
    return 4 * difference(at - s, at) + difference(at - 2 * s, at + s) <= limit;
  }

  private boolean isSmooth(int at, int s) {
    return difference(at - 4 * s, at - 3 * s) <= interior
        && difference(at - 3 * s, at - 2 * s) <= interior
        && difference(at - 2 * s, at - s) <= interior
        && difference(at + 3 * s, at + 2 * s) <= interior
        && difference(at + 2 * s, at + s) <= interior
        && difference(at + s, at) <= interior;
  }

  private boolean isHighVariance(int at, int s) {
    return difference(at - 2 * s, at - s) > highVariance || difference(at + s, at) > highVariance;
  }

  /** Changes one sample on each side, with regard to the next. */
  private void outer(int at, int s) {
    int a = 3 * (get(at) - get(at - s)) + clip(get(at - 2 * s) - get(at + s), 128);
    add(at - s, clip(a + 3 >> 3, 16));
    add(at, -clip(a + 4 >> 3, 16));
  }

  /** Changes two samples on each side. */
  private void narrow(int at, int s) {
    int a = 3 * (get(at) - get(at - s));
    int after = clip(a + 4 >> 3, 16);
    int before = clip(a + 3 >> 3, 16);
    int next = after + 1 >> 1;
    add(at - 2 * s, next);
    add(at - s, before);
    add(at, -after);
    add(at + s, -next);
  }

  /** Changes three samples on each side. */
  private void wide(int at, int s) {
    int a = clip(3 * (get(at) - get(at - s)) + clip(get(at - 2 * s) - get(at + s), 128), 128);
    for (int i = 0; i < 3; i++) {
      int change = (27 - 9 * i) * a + 63 >> 7;
      add(at - (i + 1) * s, change);
      add(at + i * s, -change);
    }
  }

  private int get(int at) {
    return samples[at] & 0xFF;
  }

  private void add(int at, int change) {
    int value = get(at) + change;
    samples[at] = (byte) (value < 0 ? 0 : Math.min(value, 255));
  }

  private int difference(int a, int b) {
    return Math.abs(get(a) - get(b));
  }

  /** To -limit .. limit - 1. */
  private static int clip(int value, int limit) {
    return Math.max(-limit, Math.min(value, limit - 1));
  }
}
