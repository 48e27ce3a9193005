package com.tkr.embed.standin;

/**
 * Moments of {@link System#nanoTime} in a vector's first floats, so that a client on the same
 * machine learns when its batch ran.
 */
public final class EngineClock {
  private static final int BITS = 21;
  private static final int PIECES = 3;
  private static final long MASK = (1L << BITS) - 1;

  private EngineClock() {}

  /** Writes two moments over a vector's first six floats. */
  static void write(float[] vector, long start, long end) {
    put(vector, 0, start);
    put(vector, PIECES, end);
  }

  /** When the batch began. */
  public static long start(float[] vector) {
    return get(vector, 0);
  }

  /** When the batch ended. */
  public static long end(float[] vector) {
    return get(vector, PIECES);
  }

  private static void put(float[] vector, int at, long moment) {
    for (int i = 0; i < PIECES; i++) {
      vector[at + i] = moment >>> (i * BITS) & MASK;
    }
  }

  private static long get(float[] vector, int at) {
    long moment = 0;
    for (int i = 0; i < PIECES; i++) {
      moment |= (long) vector[at + i] << (i * BITS);
    }
    return moment;
  }
}
