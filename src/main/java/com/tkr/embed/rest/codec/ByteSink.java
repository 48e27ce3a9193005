package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/** Collects small writes and passes them on in chunks; the caller flushes at the end. */
final class ByteSink extends OutputStream {
  private static final int CHUNK = 32 * 1024;

  private final OutputStream out;
  private final byte[] buffer = new byte[CHUNK];
  private int filled;

  ByteSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    room(1);
    buffer[filled++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - filled) {
      flush();
      out.write(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, buffer, filled, length);
    filled += length;
  }

  /** An array of finite numbers, each in its shortest digits. */
  void numbers(float[] vector) throws IOException {
    char before = '[';
    for (float value : vector) {
      write(before);
      room(FloatDigits.MAX_LENGTH);
      filled = FloatDigits.write(value, buffer, filled);
      before = ',';
    }
    if (vector.length == 0) {
      write('[');
    }
    write(']');
  }

  /** A string of base64. */
  void base64(byte[] bytes) throws IOException {
    write('"');
    write(Base64.getEncoder().encode(bytes));
    write('"');
  }

  /** Passes on what is collected, and no more: the stream behind it is flushed by its owner. */
  @Override
  public void flush() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  private void room(int count) throws IOException {
    if (count > buffer.length - filled) {
      flush();
    }
  }
}
