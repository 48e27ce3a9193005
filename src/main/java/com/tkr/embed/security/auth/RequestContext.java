package com.tkr.embed.security.auth;

import com.tkr.embed.security.apikey.Caller;
import java.util.function.BiConsumer;

/**
 * The request that is being answered: made by the first filter, found by everything that runs in
 * the request's name through {@link #current}, on other threads after {@link #run}. What changes is
 * written by one thread at a time; the fields are volatile because the threads differ.
 */
public final class RequestContext {
  private static final ThreadLocal<RequestContext> CURRENT = new ThreadLocal<>();

  /**
   * What does not change.
   *
   * @param requestId the client's when valid, else ours
   * @param trace the trace that it belongs to
   * @param method the HTTP method
   * @param path without the query
   */
  public record Head(String requestId, Trace trace, String method, String path) {}

  private final Head head;
  private final Origin origin;
  private final Presented presented;
  private final BiConsumer<String, String> answerHeaders;
  private final long startNanos = System.nanoTime();
  private volatile Caller caller;
  private volatile Tally tally = Tally.NONE;

  /**
   * A request.
   *
   * @param answerHeaders sets a header of the answer, as long as it is not under way
   */
  public RequestContext(
      Head head, Origin origin, Presented presented, BiConsumer<String, String> answerHeaders) {
    this.head = head;
    this.origin = origin;
    this.presented = presented;
    this.answerHeaders = answerHeaders;
  }

  /** The request that this thread works for; null when it works for none. */
  public static RequestContext current() {
    return CURRENT.get();
  }

  /** Makes this thread work for a request, or for none. */
  public static void set(RequestContext context) {
    if (context == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(context);
    }
  }

  /** Does something in the name of this request, on any thread. */
  public void run(Runnable work) {
    RequestContext before = CURRENT.get();
    CURRENT.set(this);
    try {
      work.run();
    } finally {
      set(before);
    }
  }

  public Head head() {
    return head;
  }

  public Origin origin() {
    return origin;
  }

  public Presented presented() {
    return presented;
  }

  /** When it came, of {@link System#nanoTime}. */
  public long startNanos() {
    return startNanos;
  }

  /** Who asks; null until that was decided. */
  public Caller caller() {
    return caller;
  }

  /** Says who asks. */
  public void caller(Caller verified) {
    caller = verified;
  }

  /** What was counted for it. */
  public Tally tally() {
    return tally;
  }

  /** Says what was counted for it. */
  public void tally(Tally counted) {
    tally = counted;
  }

  /** Sets a header of the answer; without effect once the answer is under way. */
  public void answerHeader(String name, String value) {
    answerHeaders.accept(name, value);
  }
}
