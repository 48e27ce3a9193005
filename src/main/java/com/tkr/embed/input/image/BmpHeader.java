package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Palette;
import java.util.Set;

/**
 * The header of a BMP file: of OS/2 (12 and 64 bytes) and of Windows (40, 52, 56, 108 and 124).
 * Only what makes pixels is read; colour spaces are not.
 */
final class BmpHeader {
  static final int RUNS_8 = 1;
  static final int RUNS_4 = 2;
  static final int BIT_FIELDS = 3;

  private static final int START = 14;
  private static final int CORE = 12;
  private static final int INFO = 40;
  private static final int MASKS = START + INFO;
  private static final Set<Integer> SIZES = Set.of(CORE, INFO, 52, 56, 64, 108, 124);
  private static final Set<Integer> DEPTHS = Set.of(1, 4, 8, 16, 24, 32);

  final int width;
  final int height;
  final int bits;
  final int compression;
  final boolean topDown;

  private final FileBytes file;
  private final int size;
  private final boolean core;

  private BmpHeader(FileBytes file, int size) throws ImageRefused {
    this.file = file;
    this.size = size;
    this.core = size == CORE;
    this.width = core ? file.u16(18) : file.i32(18);
    int rows = core ? file.u16(20) : file.i32(22);
    this.topDown = rows < 0;
    this.height = Math.abs(rows);
    this.bits = file.u16(core ? 24 : 28);
    this.compression = core ? 0 : file.i32(30);
  }

  /** Reads a file's header; refused when it is of a kind that is not read. */
  static BmpHeader read(FileBytes file) throws ImageRefused {
    int size = file.i32(START);
    if (size < CORE) {
      throw file.damaged();
    }
    if (!SIZES.contains(size)) {
      throw unread("a header of " + size + " bytes");
    }
    file.need(START, size);
    BmpHeader header = new BmpHeader(file, size);
    header.check();
    return header;
  }

  static ImageRefused unread(String what) {
    return ImageRefused.unreadable(
        "is a BMP file with " + what + ", which is not read; send PNG or JPEG");
  }

  boolean isRunLength() {
    return compression == RUNS_8 || compression == RUNS_4;
  }

  /** Bytes of a row without its padding. */
  long rowBytes() {
    return ((long) width * bits + 7) / 8;
  }

  /** Bytes from row to row. */
  long stride() {
    return ((long) width * bits + 31) / 32 * 4;
  }

  /** Where the pixels begin. */
  long pixels() throws ImageRefused {
    long offset = file.u32(10);
    long colors = colorsAt();
    boolean colorsForgotten = offset == START + size && bits <= 8;
    return offset == 0 || colorsForgotten ? colors + colorBytes() : offset;
  }

  /** The colours that indices mean; those missing are black. */
  Palette palette() throws ImageRefused {
    long count = colorCount();
    if (count > 256) {
      throw unread("more than 256 colours");
    }
    long there = Math.min(colorBytes(), Math.max(0, file.size() - colorsAt()));
    byte[] entries = file.copy(colorsAt(), there);
    return Palette.bgr(entries, entrySize(), entries.length / entrySize());
  }

  /** Red, green and blue mask, and alpha where the header has one. */
  long[] masks() throws ImageRefused {
    long alpha = size >= 56 ? file.u32(MASKS + 12L) : 0;
    return new long[] {file.u32(MASKS), file.u32(MASKS + 4L), file.u32(MASKS + 8L), alpha};
  }

  private void check() throws ImageRefused {
    if (!DEPTHS.contains(bits)) {
      throw unread(bits + " bits per pixel");
    }
    boolean known =
        switch (compression) {
          case 0 -> true;
          case RUNS_8 -> bits == 8;
          case RUNS_4 -> bits == 4;
          case BIT_FIELDS -> bits >= 16;
          default -> false;
        };
    if (!known) {
      throw unread("compression " + compression + " of " + bits + " bits per pixel");
    }
  }

  private long colorsAt() {
    boolean masksFollow = size == INFO && compression == BIT_FIELDS;
    return (long) START + size + (masksFollow ? 12 : 0);
  }

  private long colorBytes() throws ImageRefused {
    return bits > 8 ? 0 : entrySize() * colorCount();
  }

  private long colorCount() throws ImageRefused {
    long declared = core ? 0 : file.u32(46);
    return declared == 0 ? 1L << bits : declared;
  }

  private int entrySize() {
    return core ? 3 : 4;
  }
}
