package com.tkr.embed.bench;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/** What is embedded. */
final class Texts {
  private static final List<String> COLOURS = List.of("red", "blue", "green", "yellow");
  private static final List<String> SHAPES = List.of("circle", "square", "heart", "star");

  /** So that a second load on the same server misses again. */
  private static final long RUN = ThreadLocalRandom.current().nextLong(1_000_000);

  private Texts() {}

  /** The n-th of many different short texts. */
  static String different(long n) {
    String shape = COLOURS.get((int) (n % 4)) + " " + SHAPES.get((int) (n / 4 % 4));
    return "a " + shape + " numbered " + (RUN + n);
  }

  /** The same texts every time. */
  static List<String> same(int count) {
    return LongStream.range(0, count).mapToObj(Texts::different).toList();
  }
}
