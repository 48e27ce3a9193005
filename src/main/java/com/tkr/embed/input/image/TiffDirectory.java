package com.tkr.embed.input.image;

import java.util.HashMap;
import java.util.Map;

/** The first directory of a TIFF file: integers (SHORT, LONG) by tag. TIFF 6.0, section 2. */
final class TiffDirectory {
  private static final int[] NONE = new int[0];
  private static final int MAX_VALUES = 1 << 20;

  private final FileBytes file;
  private final Map<Integer, Long> entries = new HashMap<>();

  private TiffDirectory(FileBytes file) {
    this.file = file;
  }

  /**
   * Reads the directory.
   *
   * @throws ImageRefused when the structure is damaged
   */
  static TiffDirectory read(byte[] tiff) throws ImageRefused {
    boolean little = tiff.length > 0 && tiff[0] == 'I';
    TiffDirectory directory = new TiffDirectory(new FileBytes(tiff, "TIFF", little));
    directory.readEntries();
    return directory;
  }

  /** The first value of a tag. */
  int value(int tag, int otherwise) throws ImageRefused {
    int[] values = values(tag);
    return values.length == 0 ? otherwise : values[0];
  }

  /**
   * All values of a tag; none when it is missing.
   *
   * @throws ImageRefused when they are no integers of two or four bytes
   */
  int[] values(int tag) throws ImageRefused {
    Long entry = entries.get(tag);
    if (entry == null) {
      return NONE;
    }
    int size = sizeOf(file.u16(entry + 2));
    long count = file.u32(entry + 4);
    if (size == 0 || count > MAX_VALUES) {
      throw file.damaged();
    }
    long at = size * count <= 4 ? entry + 8 : file.u32(entry + 8);
    int[] values = new int[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = valueAt(at + (long) size * i, size);
    }
    return values;
  }

  private int valueAt(long at, int size) throws ImageRefused {
    return size == 2 ? file.u16(at) : file.i32(at);
  }

  private static int sizeOf(int type) {
    return switch (type) {
      case 3 -> 2;
      case 4 -> 4;
      default -> 0;
    };
  }

  private void readEntries() throws ImageRefused {
    if (file.u16(2) != 42) {
      throw file.damaged();
    }
    long at = file.u32(4);
    int count = file.u16(at);
    for (int i = 0; i < count; i++) {
      long entry = at + 2 + 12L * i;
      file.need(entry, 12);
      if (entries.put(file.u16(entry), entry) != null) {
        throw file.damaged();
      }
    }
  }
}
