package com.tkr.embed.input;

/** Bits of lossless WebP, the lowest of a byte first (RFC 9649, section 3.2). */
final class Vp8lBits {
  private final byte[] data;
  private final int end;
  private int at;
  private long buffer;
  private int available;

  /** Reads bytes {@code from} to {@code to}, exclusive; zeros follow them. */
  Vp8lBits(byte[] data, int from, int to) {
    this.data = data;
    this.at = from;
    this.end = to;
  }

  /** The next {@code count} bits, at most 24, without taking them. */
  int peek(int count) {
    while (available <= 48 && at < end) {
      buffer |= (data[at++] & 0xFFL) << available;
      available += 8;
    }
    return (int) buffer & (1 << count) - 1;
  }

  void skip(int count) {
    buffer >>>= count;
    available -= count;
  }

  int read(int count) {
    int value = peek(count);
    skip(count);
    return value;
  }

  boolean flag() {
    return read(1) == 1;
  }

  /** Whether more was taken than the data holds. */
  boolean exhausted() {
    return available < 0;
  }
}
