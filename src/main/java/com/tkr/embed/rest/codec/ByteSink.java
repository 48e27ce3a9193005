package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Collects small writes and passes them on in chunks; the caller flushes at the end. */
final class ByteSink {
  private static final int CHUNK = 32 * 1024;

  private final OutputStream out;
  private final byte[] buffer = new byte[CHUNK];
  private int filled;

  ByteSink(OutputStream out) {
    this.out = out;
  }

  void ascii(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  void ascii(char character) throws IOException {
    room(1);
    buffer[filled++] = (byte) character;
  }

  /** A finite number in its shortest digits. */
  void number(float value) throws IOException {
    room(FloatDigits.MAX_LENGTH);
    filled = FloatDigits.write(value, buffer, filled);
  }

  void bytes(byte[] bytes) throws IOException {
    if (bytes.length > buffer.length - filled) {
      flush();
      out.write(bytes);
      return;
    }
    System.arraycopy(bytes, 0, buffer, filled, bytes.length);
    filled += bytes.length;
  }

  void flush() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  private void room(int count) throws IOException {
    if (count > buffer.length - filled) {
      flush();
    }
  }
}
