package com.tkr.embed.input.image;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A chunk of a PNG file, whole or cut.
 *
 * @param file the file
 * @param at where its content begins
 * @param length of its content, as it declares
 * @param type four letters, digits or underscores
 */
record PngChunk(FileBytes file, long at, long length, String type) {
  private static final int HEADER = 8;
  private static final int CHECKSUM = 4;

  /** The chunk that begins at {@code at}; damaged when none does. */
  static PngChunk read(FileBytes file, long at) throws ImageRefused {
    byte[] name = file.copy(at + 4, 4);
    String type = new String(name, StandardCharsets.ISO_8859_1);
    if (!type.matches("[A-Za-z0-9_]{4}")) {
      throw file.damaged();
    }
    return new PngChunk(file, at + HEADER, file.u32(at), type);
  }

  boolean is(String name) {
    return type.equals(name);
  }

  /** Its content; damaged when the file ends before it does. */
  byte[] content() throws ImageRefused {
    return file.copy(at, length);
  }

  /** Where the next chunk begins. */
  long next() {
    return at + length + CHECKSUM;
  }

  /** Damaged when the checksum is missing or another. */
  void verify() throws ImageRefused {
    file.need(at, length + CHECKSUM);
    CRC32 sum = new CRC32();
    sum.update(file.data(), (int) at - CHECKSUM, (int) length + CHECKSUM);
    if (sum.getValue() != file.u32(at + length)) {
      throw file.damaged();
    }
  }
}
