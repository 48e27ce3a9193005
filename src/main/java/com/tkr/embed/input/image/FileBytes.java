package com.tkr.embed.input.image;

import java.nio.charset.StandardCharsets;

/**
 * A file's bytes with checked access: reading past the end says that the file is truncated.
 *
 * @param data the whole file
 * @param format what to call it
 * @param littleEndian the byte order of numbers
 */
record FileBytes(byte[] data, String format, boolean littleEndian) {
  int size() {
    return data.length;
  }

  int u8(long at) throws ImageRefused {
    need(at, 1);
    return data[(int) at] & 0xFF;
  }

  int u16(long at) throws ImageRefused {
    int a = u8(at);
    int b = u8(at + 1);
    return littleEndian ? b << 8 | a : a << 8 | b;
  }

  long u32(long at) throws ImageRefused {
    long a = u16(at);
    long b = u16(at + 2);
    return littleEndian ? b << 16 | a : a << 16 | b;
  }

  int i32(long at) throws ImageRefused {
    return (int) u32(at);
  }

  /** Whether the ASCII text stands there; false past the end. */
  boolean has(long at, String ascii) {
    byte[] text = ascii.getBytes(StandardCharsets.ISO_8859_1);
    if (at < 0 || at + text.length > data.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (data[(int) at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** A copy of {@code length} bytes. */
  byte[] copy(long at, long length) throws ImageRefused {
    need(at, length);
    return java.util.Arrays.copyOfRange(data, (int) at, (int) (at + length));
  }

  /** Checks that {@code length} bytes stand there. */
  void need(long at, long length) throws ImageRefused {
    if (at < 0 || length < 0 || at + length > data.length) {
      throw damaged();
    }
  }

  ImageRefused damaged() {
    return ImageRefused.damaged(format);
  }
}
