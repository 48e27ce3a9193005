package com.tkr.embed.rest.codec;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies all requests together may hold in memory: what goes beyond is refused
 * rather than ending the server. Thread-safe.
 */
public final class ByteBudget {
  private static final int SHARE_OF_HEAP = 4;

  private final AtomicLong left;

  public ByteBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /**
   * A quarter of the heap, and room for one body at its limit in any case, as it arrived and as it
   * was parsed.
   */
  public static ByteBudget ofHeap(RequestLimits limits) {
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    return new ByteBudget(
        Math.max(share, 2L * Math.max(limits.multipartBytes(), limits.jsonBytes())));
  }

  /**
   * Takes bytes until they are given back.
   *
   * @throws EmbeddingException 503 when too few are left
   */
  public void take(long bytes) {
    if (left.addAndGet(-bytes) < 0) {
      left.addAndGet(bytes);
      throw new EmbeddingException(
          ErrorCode.SERVER_OVERLOADED,
          "The server holds too many large requests. Try again later.");
    }
  }

  /** Gives bytes back. */
  public void giveBack(long bytes) {
    left.addAndGet(bytes);
  }

  /** Bytes that may still be taken. */
  public long left() {
    return left.get();
  }
}
