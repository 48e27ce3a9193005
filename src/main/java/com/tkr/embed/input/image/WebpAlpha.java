package com.tkr.embed.input.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The chunk {@code ALPH} of a lossy WebP picture (RFC 9649, section 2.7.1.2): its alpha, filtered,
 * as bytes or as the image of a lossless picture whose green it is.
 *
 * @param file that it is in
 * @param at where the chunk begins
 * @param width pixels per row
 * @param height number of rows
 */
record WebpAlpha(FileBytes file, long at, int width, int height) {
  private static final int HEADER = 8;
  private static final int LOSSLESS = 1;
  private static final int SIGNATURE = 0x2F;
  private static final int HORIZONTAL = 1;
  private static final int VERTICAL = 2;

  /** Decodes a lossless picture, given as the content of its chunk, to its greens. */
  interface Greens {
    byte[] of(byte[] content) throws ImageRefused;
  }

  /** A byte a pixel, 0 for transparent, the topmost row first. */
  byte[] read(Greens lossless) throws ImageRefused {
    if (file.u32(at + 4) < 2) {
      throw file.damaged();
    }
    int form = file.u8(at + HEADER);
    byte[] alpha =
        switch (form & 3) {
          case 0 -> plain();
          case LOSSLESS -> lossless.of(content());
          default -> throw file.damaged();
        };
    unfilter(alpha, form >> 2 & 3);
    return alpha;
  }

  private byte[] plain() throws ImageRefused {
    if (file.u32(at + 4) - 1 < (long) width * height) {
      throw file.damaged();
    }
    return file.copy(at + HEADER + 1, (long) width * height);
  }

  /** With the head of a lossless picture, which the chunk leaves out. */
  private byte[] content() throws ImageRefused {
    byte[] stream = file.copy(at + HEADER + 1, file.u32(at + 4) - 1);
    return ByteBuffer.allocate(5 + stream.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) SIGNATURE)
        .putInt(width - 1 | height - 1 << 14)
        .put(stream)
        .array();
  }

  /** Each value was told by its difference from what its neighbours let expect. */
  private void unfilter(byte[] alpha, int filter) {
    for (int i = 0; i < alpha.length && filter != 0; i++) {
      alpha[i] += (byte) expected(alpha, i, filter);
    }
  }

  private int expected(byte[] alpha, int i, int filter) {
    boolean first = i < width;
    boolean leftmost = i % width == 0;
    if (first || leftmost) {
      return i == 0 ? 0 : alpha[first ? i - 1 : i - width] & 0xFF;
    }
    int left = alpha[i - 1] & 0xFF;
    int above = alpha[i - width] & 0xFF;
    return switch (filter) {
      case HORIZONTAL -> left;
      case VERTICAL -> above;
      default -> Math.max(0, Math.min(255, left + above - (alpha[i - width - 1] & 0xFF)));
    };
  }
}
