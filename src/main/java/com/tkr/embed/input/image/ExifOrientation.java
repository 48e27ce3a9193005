package com.tkr.embed.input.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which way a picture is seen by its metadata, as {@code getexif} and {@code exif_transpose} of
 * Pillow read them: the last orientation of EXIF's first directory, a number of any type; XMP only
 * where EXIF has none.
 */
final class ExifOrientation {
  private static final int TAG = 0x112;
  private static final int XMP_TAG = 700;
  private static final int BYTE = 1;
  private static final int UNDEFINED = 7;
  private static final String PREFIX = "Exif\0\0";
  private static final Pattern XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

  private final FileBytes exif;
  private int found = -1;
  private String xmp = "";

  private ExifOrientation(FileBytes exif) {
    this.exif = exif;
  }

  /**
   * The orientation, 1 to 8; 1 where neither says any.
   *
   * @param exif a TIFF structure, with or without what goes before it in JPEG files; null for none
   * @param xmp the packet's bytes as Latin-1; empty for none
   * @throws ImageRefused when the EXIF block is none
   */
  static int of(byte @Nullable [] exif, String xmp) throws ImageRefused {
    int value = exif == null ? -1 : inExif(exif);
    int orientation = value < 0 ? inXmp(xmp) : value;
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }

  /** The orientation of a TIFF file, where XMP is an entry of the same directory. */
  static int ofTiff(byte[] file) throws ImageRefused {
    ExifOrientation tiff = read(file);
    return of(null, tiff.found < 0 ? tiff.xmp : "tiff:Orientation>" + tiff.found);
  }

  static ImageRefused unreadable() {
    return ImageRefused.unreadable(
        "has damaged EXIF metadata, so that its orientation is not known; "
            + "send it without exif_orientation");
  }

  private static int inXmp(String xmp) {
    Matcher matcher = XMP.matcher(xmp);
    return matcher.find() ? matcher.group(1).charAt(0) - '0' : 1;
  }

  /** The value, 0 when it is no whole number, -1 when there is none. */
  private static int inExif(byte[] block) throws ImageRefused {
    FileBytes bytes = new FileBytes(block, "EXIF", false);
    int from = 0;
    while (bytes.has(from, PREFIX)) {
      from += PREFIX.length();
    }
    if (from == block.length) {
      return -1;
    }
    return read(Arrays.copyOfRange(block, from, block.length)).found;
  }

  private static ExifOrientation read(byte[] tiff) throws ImageRefused {
    ExifOrientation orientation = new ExifOrientation(new FileBytes(tiff, "EXIF", tiff[0] == 'I'));
    orientation.checkHeader();
    orientation.readDirectory();
    return orientation;
  }

  /** The number 42 is read in both byte orders. */
  private void checkHeader() throws ImageRefused {
    boolean known =
        exif.has(0, "II*\0")
            || exif.has(0, "MM\0*")
            || exif.has(0, "MM*\0")
            || exif.has(0, "II\0*");
    if (!known || exif.size() < 8) {
      throw unreadable();
    }
  }

  /** Entries count up to where the block is cut. */
  private void readDirectory() {
    try {
      long at = exif.u32(4);
      int count = exif.u16(at);
      for (int i = 0; i < count; i++) {
        readEntry(at + 2 + 12L * i);
      }
    } catch (ImageRefused e) {
      // what was found stands
    }
  }

  private void readEntry(long at) throws ImageRefused {
    exif.need(at, 12);
    int type = exif.u16(at + 2);
    long size = sizeOf(type) * exif.u32(at + 4);
    long from = size > 4 ? exif.u32(at + 8) : at + 8;
    exif.need(from, size);
    if (size > 0 && exif.u16(at) == TAG) {
      found = wholeNumber(type, from);
    } else if (exif.u16(at) == XMP_TAG && (type == BYTE || type == UNDEFINED)) {
      xmp = new String(exif.copy(from, size), StandardCharsets.ISO_8859_1);
    }
  }

  private static long sizeOf(int type) {
    return switch (type) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16 -> 8;
      default -> 0;
    };
  }

  /** 0 for what is no number, BYTE among it, and for what is not from 1 to 8. */
  private int wholeNumber(int type, long at) throws ImageRefused {
    double value =
        switch (type) {
          case 3, 8 -> exif.u16(at);
          case 4, 9, 13 -> exif.u32(at);
          case 5, 10 -> (double) exif.u32(at) / exif.u32(at + 4);
          case 6 -> exif.u8(at);
          case 11 -> Float.intBitsToFloat(exif.i32(at));
          case 12 -> Double.longBitsToDouble(u64(at));
          case 16 -> u64(at);
          default -> 0;
        };
    return value >= 1 && value <= 8 && value == Math.rint(value) ? (int) value : 0;
  }

  private long u64(long at) throws ImageRefused {
    long a = exif.u32(at);
    long b = exif.u32(at + 4);
    return exif.littleEndian() ? b << 32 | a : a << 32 | b;
  }
}
