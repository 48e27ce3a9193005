package com.tkr.embed.wire;

import com.tkr.embed.error.EmbeddingException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An unread request body under a limit in bytes, whether its length was declared or not. Failures
 * to read it are the client's: they become {@link EmbeddingException}s.
 */
public final class RequestBody extends InputStream {
  private final InputStream in;
  private final int limit;
  private long count;

  private RequestBody(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /**
   * A body to be read.
   *
   * @param declaredLength the Content-Length, -1 when there is none
   * @throws EmbeddingException 413 when the declared length is over the limit
   */
  public static RequestBody of(InputStream in, long declaredLength, int limit) {
    if (declaredLength > limit) {
      throw Invalid.tooLarge("The body", limit);
    }
    return new RequestBody(in, limit);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      return counted(in.read(buffer, offset, length));
    } catch (IOException e) {
      throw Invalid.body("The body ended before it was complete.");
    }
  }

  private int counted(int read) {
    count += Math.max(read, 0);
    if (count > limit) {
      throw Invalid.tooLarge("The body", limit);
    }
    return read;
  }
}
