package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.Palette;
import com.tkr.embed.input.resize.RowConverter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * How a TIFF file's samples become R, G, B: what {@code OPEN_INFO} in Pillow's TiffImagePlugin.py
 * lists, and grey of 16 bits whose white is zero, which Pillow shows in negative.
 *
 * @param tags of the file
 * @param palette its colour map; empty without one
 */
record TiffColors(TiffTags tags, int[] palette) {
  private static final Set<Integer> DEPTHS = Set.of(1, 2, 4, 8, 16);
  private static final int ASSOCIATED_ALPHA = 1;
  private static final int ALPHA = 2;

  /** CorelDRAW 10's alpha. */
  private static final int COREL = 999;

  /**
   * Turns rows of samples into colours.
   *
   * @throws ImageRefused when they are of a kind that is not read
   */
  RowConverter converter() throws ImageRefused {
    if (!DEPTHS.contains(tags.bits())) {
      throw ImageRefused.unsupported("TIFF", tags.bits() + " bits per sample");
    }
    return switch (tags.photometric()) {
      case 0 -> isWide() ? grey() : grey().negative();
      case 1 -> grey();
      case 2 -> rgb();
      case 3 -> indexed();
      case 5 -> cmyk();
      default -> ycbcr();
    };
  }

  /** What makes 8 bits of 16: of grey what Pillow's mode I;16 does, of colours the high byte. */
  IntUnaryOperator narrowing() {
    return switch (tags.photometric()) {
      case 0 -> value -> Math.min(0xFFFF - value, 255);
      case 1 -> value -> Math.min(value, 255);
      default -> value -> value >> 8;
    };
  }

  /** The converter, and what becomes of the alpha of red, green and blue. */
  RowConverter seen(RowConverter converter, Alpha alpha) {
    int[] extra = tags.extra();
    boolean alphas = extra.length == 0 ? tags.samples() == 4 : extra[0] != 0;
    return tags.photometric() == 2 && alphas ? alpha.of(converter, tags.samples(), 3) : converter;
  }

  private RowConverter grey() throws ImageRefused {
    boolean alpha = tags.photometric() == 1 && tags.bits() == 8;
    check(1, alpha ? Set.of(List.of(), List.of(ALPHA)) : Set.of(List.of()));
    RowConverter grey = RowConverter.grey(tags.samples());
    return tags.bits() < 8 ? grey.ofScaled(tags.bits()) : grey;
  }

  private RowConverter rgb() throws ImageRefused {
    List<Integer> extra = extra();
    int most = tags.bits() == 8 ? 3 : 1;
    boolean first = extra.isEmpty() || Set.of(0, 1, ALPHA, COREL).contains(extra.get(0));
    boolean rest = extra.stream().skip(1).allMatch(e -> e == 0);
    boolean unsaid = tags.samples() == 4 && tags.extra().length == 0 && !tags.planar();
    boolean counted = tags.colors() == 3 || unsaid;
    if (tags.bits() < 8 || !first || !rest || extra.size() > most || !counted) {
      throw unsupported();
    }
    return !extra.isEmpty() && extra.get(0) == ASSOCIATED_ALPHA
        ? RowConverter.premultiplied(tags.samples())
        : RowConverter.rgb(tags.samples());
  }

  private RowConverter indexed() throws ImageRefused {
    boolean more = tags.bits() == 8;
    check(1, more ? Set.of(List.of(), List.of(0), List.of(ALPHA)) : Set.of(List.of()));
    if (tags.bits() > 8) {
      throw unsupported();
    }
    return RowConverter.palette(colorMap(), tags.samples());
  }

  private RowConverter cmyk() throws ImageRefused {
    boolean eight = tags.bits() == 8;
    check(4, eight ? Set.of(List.of(), List.of(0), List.of(0, 0)) : Set.of(List.of()));
    if (tags.bits() < 8) {
      throw unsupported();
    }
    return RowConverter.cmyk(tags.samples());
  }

  /** Comes from the library as R, G, B. */
  private RowConverter ycbcr() throws ImageRefused {
    check(3, Set.of(List.of()));
    if (tags.bits() != 8 || tags.extra().length > 0) {
      throw unsupported();
    }
    return RowConverter.rgb(3);
  }

  private void check(int colors, Set<List<Integer>> extras) throws ImageRefused {
    if (tags.colors() != colors || !extras.contains(extra())) {
      throw unsupported();
    }
  }

  private List<Integer> extra() {
    return IntStream.of(tags.meant()).boxed().toList();
  }

  /** All reds, all greens, all blues, 16 bits each. */
  private Palette colorMap() throws ImageRefused {
    int count = palette.length / 3;
    if (count == 0) {
      throw ImageRefused.damaged("TIFF");
    }
    byte[] rgb = new byte[3 * count];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (palette[i % 3 * count + i / 3] >> 8);
    }
    return Palette.rgb(rgb);
  }

  private boolean isWide() {
    return tags.bits() == 16;
  }

  private ImageRefused unsupported() {
    return ImageRefused.unsupported(
        "TIFF",
        "%d samples of %d bits per pixel, photometric %d, extra samples %s"
            .formatted(
                tags.samples(), tags.bits(), tags.photometric(), Arrays.toString(tags.extra())));
  }
}
