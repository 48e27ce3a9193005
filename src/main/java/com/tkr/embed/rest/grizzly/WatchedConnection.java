package com.tkr.embed.rest.grizzly;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http2.Http2Session;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * What a client has done on its connection. Between requests nothing is measured: the container
 * closes idle connections itself.
 */
final class WatchedConnection {
  private static final byte[] INTERIM_ANSWER =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final NIOConnection connection;
  private volatile long headSince;
  private volatile boolean answering;
  private volatile long written;
  private long pendingSince;
  private long writtenBefore;

  WatchedConnection(NIOConnection connection) {
    this.connection = connection;
  }

  /** Bytes came; outside a request they begin the head of the next. */
  void received(long nanos) {
    if (!answering && headSince == 0) {
      headSince = nanos;
    }
  }

  /** The head of a request is complete. */
  void headComplete() {
    headSince = 0;
    answering = true;
  }

  /** The head of the answer is on its way; what comes from now on belongs to the next request. */
  synchronized void answered() {
    answering = false;
  }

  /**
   * Sends an interim answer, unless the head of the answer is on its way: it goes before it, or not
   * at all.
   */
  synchronized void ask() {
    if (answering) {
      connection.write(Buffers.wrap(connection.getMemoryManager(), INTERIM_ANSWER));
    }
  }

  /** Bytes left for the client; calls never overlap. */
  @SuppressWarnings("NonAtomicOperationOnVolatileField")
  void sent(long bytes) {
    written += bytes;
  }

  /** Bytes of answers that the client has not taken yet. */
  long pending() {
    return connection.getAsyncWriteQueue().spaceInBytes();
  }

  /** Whether the client is slower than it may be; asked by one thread, again and again. */
  boolean isTooSlow(MinimumRate minimumRate, long nanos) {
    return headIsLate(minimumRate, nanos) || answerIsLate(minimumRate, nanos);
  }

  private boolean headIsLate(MinimumRate minimumRate, long nanos) {
    long since = headSince;
    return since != 0 && minimumRate.isOver(since, nanos) && Http2Session.get(connection) == null;
  }

  private boolean answerIsLate(MinimumRate minimumRate, long nanos) {
    if (pending() == 0) {
      pendingSince = 0;
      return false;
    }
    boolean over = pendingSince != 0 && minimumRate.isOver(pendingSince, nanos);
    boolean late = over && written - writtenBefore < minimumRate.bytes();
    if (pendingSince == 0 || over) {
      pendingSince = nanos;
      writtenBefore = written;
    }
    return late;
  }

  void close() {
    connection.terminateSilently();
  }
}
