package com.tkr.embed.bench;

/** A request and its answer, as they were; moments are of {@link System#nanoTime}. */
final class Exchange {
  final long index;
  final Call call;
  final long started;
  int status;
  long bytes;
  long sent;
  long ended;
  boolean retryAfter;
  /** The first bytes of the body, when the load asks for them. */
  byte[] head;

  Exchange(long index, Call call, long started) {
    this.index = index;
    this.call = call;
    this.started = started;
  }

  boolean succeeded() {
    return status == 200 && call.accepts(bytes);
  }

  /** Refused as a server that is at its limit should. */
  boolean refused() {
    return status == 503 || status == 429;
  }
}
