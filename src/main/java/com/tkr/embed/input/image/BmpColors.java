package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.RowConverter;
import java.util.Arrays;

/** The colours of a BMP file's rows: by palette, or in the layouts of bits that Pillow knows. */
final class BmpColors {
  private static final int FIVE = 31;
  private static final int SIX = 63;

  private BmpColors() {}

  /** From a row's bytes, for run lengths from its indices, to R, G, B. */
  static RowConverter of(BmpHeader header, Alpha alpha) throws ImageRefused {
    if (header.bits <= 8) {
      RowConverter palette = RowConverter.palette(header.palette(), 1);
      boolean packed = header.bits < 8 && !header.isRunLength();
      return packed ? palette.ofPacked(header.bits) : palette;
    }
    if (header.compression == BmpHeader.BIT_FIELDS) {
      return fields(alpha, header.bits, header.masks());
    }
    return header.bits == 16 ? words(FIVE) : RowConverter.ordered(header.bits / 8, 2, 1, 0);
  }

  private static RowConverter fields(Alpha alpha, int bits, long... masks) throws ImageRefused {
    if (bits == 16 && starts(masks, 0xF800, 0x7E0, 0x1F)) {
      return words(SIX);
    } else if (bits == 16 && starts(masks, 0x7C00, 0x3E0, 0x1F)) {
      return words(FIVE);
    } else if (bits == 24 && starts(masks, 0xFF0000, 0xFF00, 0xFF)) {
      return RowConverter.ordered(3, 2, 1, 0);
    } else if (bits == 32) {
      return bytes(alpha, masks);
    }
    throw unknown();
  }

  private static RowConverter bytes(Alpha alpha, long... masks) throws ImageRefused {
    long mask = masks[3];
    boolean none = starts(masks, 0, 0, 0, 0);
    boolean last = mask == 0xFF000000L || none;
    if ((last || mask == 0) && starts(masks, 0xFF0000, 0xFF00, 0xFF) || none) {
      return masked(alpha, last ? 3 : -1, 2, 1, 0);
    } else if (starts(masks, 0xFF, 0xFF00, 0xFF0000, 0xFF000000L)) {
      return masked(alpha, 3, 0, 1, 2);
    } else if ((mask == 0 || mask == 0xFF) && starts(masks, 0xFF000000L, 0xFF0000, 0xFF00)) {
      return masked(alpha, mask == 0 ? -1 : 0, 3, 2, 1);
    } else if ((mask == 0 || mask == 0xFF0000) && starts(masks, 0xFF000000L, 0xFF00, 0xFF)) {
      return masked(alpha, mask == 0 ? -1 : 2, 3, 1, 0);
    }
    throw unknown();
  }

  /** Pixels of four bytes, {@code at} of them the alpha, -1 for none. */
  private static RowConverter masked(Alpha alpha, int at, int... order) {
    RowConverter colors = RowConverter.ordered(4, order);
    return at < 0 ? colors : alpha.of(colors, 4, at);
  }

  private static boolean starts(long[] masks, long... wanted) {
    return Arrays.mismatch(masks, 0, wanted.length, wanted, 0, wanted.length) < 0;
  }

  private static ImageRefused unknown() {
    return BmpHeader.unread("bit fields of a layout");
  }

  /** Words of 16 bits: blue of 5 bits lowest, green of 5 or 6, red of 5. */
  private static RowConverter words(int green) {
    int red = green == SIX ? 11 : 10;
    return (row, rgb, width) -> {
      for (int x = 0; x < width; x++) {
        int word = row[2 * x] & 0xFF | (row[2 * x + 1] & 0xFF) << 8;
        rgb[3 * x] = (byte) ((word >> red & FIVE) * 255 / FIVE);
        rgb[3 * x + 1] = (byte) ((word >> 5 & green) * 255 / green);
        rgb[3 * x + 2] = (byte) ((word & FIVE) * 255 / FIVE);
      }
    };
  }
}
