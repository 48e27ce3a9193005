package com.tkr.embed.input;

import com.tkr.embed.input.Vp8lTransform.Squares;

/** Lossless WebP's spatial prediction (RFC 9649, section 3.4.1), inverted in place. */
final class Vp8lPredictor implements Vp8lTransform {
  private static final int BLACK = 0xFF000000;

  private final Squares squares;
  private final int width;

  Vp8lPredictor(Squares squares) {
    this.squares = squares;
    this.width = squares.width();
  }

  @Override
  public int[] invert(int[] argb) {
    for (int i = 0; i < argb.length; i++) {
      argb[i] = Vp8lTransform.add(argb[i], prediction(argb, i));
    }
    return argb;
  }

  private int prediction(int[] argb, int i) {
    if (i < width) {
      return i == 0 ? BLACK : argb[i - 1];
    } else if (i % width == 0) {
      return argb[i - width];
    }
    return predict(squares.at(i) >> 8 & 15, argb, i);
  }

  private int predict(int mode, int[] argb, int i) {
    int left = argb[i - 1];
    int top = argb[i - width];
    int topLeft = argb[i - width - 1];
    int topRight = argb[i - width + 1];
    return switch (mode) {
      case 1 -> left;
      case 2 -> top;
      case 3 -> topRight;
      case 4 -> topLeft;
      case 5 -> mean(mean(left, topRight), top);
      case 6 -> mean(left, topLeft);
      case 7 -> mean(left, top);
      case 8 -> mean(topLeft, top);
      case 9 -> mean(top, topRight);
      case 10 -> mean(mean(left, topLeft), mean(top, topRight));
      case 11 -> nearer(left, top, topLeft);
      case 12 -> gradient(left, top, topLeft);
      case 13 -> halfGradient(mean(left, top), topLeft);
      default -> BLACK;
    };
  }

  private static int mean(int a, int b) {
    return ((a ^ b) >>> 1 & 0x7F7F7F7F) + (a & b);
  }

  private static int nearer(int left, int top, int topLeft) {
    int toLeft = 0;
    int toTop = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int corner = topLeft >> shift & 0xFF;
      toLeft += Math.abs((top >> shift & 0xFF) - corner);
      toTop += Math.abs((left >> shift & 0xFF) - corner);
    }
    return toLeft < toTop ? left : top;
  }

  private static int gradient(int left, int top, int topLeft) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = (left >> shift & 0xFF) + (top >> shift & 0xFF) - (topLeft >> shift & 0xFF);
      result |= clip(value) << shift;
    }
    return result;
  }

  private static int halfGradient(int mean, int topLeft) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = mean >> shift & 0xFF;
      result |= clip(value + (value - (topLeft >> shift & 0xFF)) / 2) << shift;
    }
    return result;
  }

  private static int clip(int value) {
    return value < 0 ? 0 : Math.min(value, 255);
  }
}
