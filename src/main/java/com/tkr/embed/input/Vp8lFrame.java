package com.tkr.embed.input;

import com.tkr.embed.input.Vp8lTransform.Squares;
import java.util.ArrayDeque;
import java.util.Deque;

/** Decodes the picture inside a lossless WebP file (RFC 9649, section 3). */
final class Vp8lFrame {
  private static final int SIGNATURE = 0x2F;

  private final Vp8lImage.Source source;
  private final Vp8lBits bits;
  private final Deque<Vp8lTransform> transforms = new ArrayDeque<>();
  private final int height;
  private int width;
  private int seen;

  private Vp8lFrame(Vp8lImage.Source source) throws ImageRefused {
    this.source = source;
    this.bits = source.bits();
    boolean signed = bits.read(8) == SIGNATURE;
    width = 1 + bits.read(14);
    height = 1 + bits.read(14);
    bits.read(1);
    if (!signed || bits.read(3) != 0 || bits.exhausted()) {
      throw source.file().damaged();
    }
  }

  /**
   * Decodes the frame that fills the bytes {@code from} to {@code to}.
   *
   * @throws ImageRefused when it is damaged or truncated
   */
  static PixelRows decode(FileBytes file, int from, int to) throws ImageRefused {
    Vp8lBits bits = new Vp8lBits(file.data(), from, to);
    Vp8lFrame frame = new Vp8lFrame(new Vp8lImage.Source(file, bits));
    int width = frame.width;
    return new ArgbRows(width, frame.height, frame.decode());
  }

  private int[] decode() throws ImageRefused {
    while (bits.flag()) {
      transforms.push(transform());
    }
    int[] argb = Vp8lImage.main(source, width, height);
    for (Vp8lTransform transform : transforms) {
      argb = transform.invert(argb);
    }
    return argb;
  }

  private Vp8lTransform transform() throws ImageRefused {
    int type = bits.read(2);
    if ((seen >> type & 1) == 1) {
      throw source.file().damaged();
    }
    seen |= 1 << type;
    return switch (type) {
      case Vp8lTransform.PREDICTOR -> new Vp8lPredictor(squares());
      case Vp8lTransform.COLOR -> Vp8lTransform.color(squares());
      case Vp8lTransform.SUBTRACT_GREEN -> Vp8lTransform::addGreen;
      default -> palette();
    };
  }

  private Squares squares() throws ImageRefused {
    int side = 2 + bits.read(3);
    int columns = Vp8lImage.squares(width, side);
    int rows = Vp8lImage.squares(height, side);
    return new Squares(width, side, Vp8lImage.steering(source, columns, rows));
  }

  /** The image after it is narrower where indices are packed. */
  private Vp8lTransform palette() throws ImageRefused {
    int[] colors = Vp8lImage.steering(source, 1 + bits.read(8), 1);
    for (int i = 1; i < colors.length; i++) {
      colors[i] = Vp8lTransform.add(colors[i], colors[i - 1]);
    }
    Vp8lTransform palette = Vp8lTransform.palette(colors, width, height);
    width = Vp8lImage.squares(width, Vp8lTransform.packing(colors.length));
    return palette;
  }

  /**
   * Decoded pixels, alpha dropped.
   *
   * @param width pixels per row
   * @param height number of rows
   * @param argb row-major
   */
  private record ArgbRows(int width, int height, int[] argb) implements PixelRows {
    @Override
    public void read(int y, byte[] rgb) {
      for (int x = 0; x < width; x++) {
        int pixel = argb[y * width + x];
        rgb[3 * x] = (byte) (pixel >> 16);
        rgb[3 * x + 1] = (byte) (pixel >> 8);
        rgb[3 * x + 2] = (byte) pixel;
      }
    }
  }
}
