package com.tkr.embed.rest.codec;

import com.tkr.embed.error.EmbeddingException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An unread request body under a limit in bytes, whether its length was declared or not, and under
 * the budget of all bodies. Failures to read it are the client's: they become {@link
 * EmbeddingException}s.
 */
public final class RequestBody extends InputStream {
  private final InputStream in;
  private final int limit;
  private final ByteBudget budget;
  private long count;

  public RequestBody(InputStream in, int limit, ByteBudget budget) {
    this.in = in;
    this.limit = limit;
    this.budget = budget;
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

  /** What was read, held in memory until it is released. */
  public HeldBytes held() {
    return new HeldBytes(budget, count);
  }

  private int counted(int read) {
    if (read > 0) {
      if (count + read > limit) {
        throw Invalid.tooLarge("The body", limit);
      }
      budget.take(read);
      count += read;
    }
    return read;
  }
}
