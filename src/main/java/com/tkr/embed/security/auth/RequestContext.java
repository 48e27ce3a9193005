package com.tkr.embed.security.auth;

import com.tkr.embed.observe.log.LogContext;
import com.tkr.embed.observe.log.RequestUsage;
import com.tkr.embed.security.apikey.Caller;
import java.util.function.BiConsumer;

/**
 * The request that is being answered: made by the first filter, found by everything that runs on
 * its behalf through {@link #current}, on other threads after {@link #run}. What changes is written
 * by one thread at a time; the fields are volatile because the threads differ.
 */
public final class RequestContext extends LogContext {
  private final RequestHead head;
  private final ClientAddress client;
  private final Credentials credentials;
  private final BiConsumer<String, String> answerHeaders;
  private final long startNanos = System.nanoTime();
  private volatile Caller caller;
  private volatile RequestUsage usage = RequestUsage.NONE;

  /**
   * A request.
   *
   * @param answerHeaders sets a header of the answer, as long as it is not under way
   */
  public RequestContext(
      RequestHead head,
      ClientAddress client,
      Credentials credentials,
      BiConsumer<String, String> answerHeaders) {
    this.head = head;
    this.client = client;
    this.credentials = credentials;
    this.answerHeaders = answerHeaders;
  }

  /** The request that this thread works for; null when it works for none. */
  public static RequestContext current() {
    return (RequestContext) LogContext.current();
  }

  /** Makes this thread work for a request, or for none. */
  public static void set(RequestContext context) {
    LogContext.set(context);
  }

  /** Does something on behalf of this request, on any thread. */
  public void run(Runnable work) {
    LogContext before = LogContext.current();
    LogContext.set(this);
    try {
      work.run();
    } finally {
      LogContext.set(before);
    }
  }

  /** What does not change. */
  public RequestHead head() {
    return head;
  }

  public ClientAddress client() {
    return client;
  }

  public Credentials credentials() {
    return credentials;
  }

  /** When it came, of {@link System#nanoTime}. */
  public long startNanos() {
    return startNanos;
  }

  @Override
  public String requestId() {
    return head.requestId();
  }

  @Override
  public String traceId() {
    return head.trace().traceId();
  }

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String callerId() {
    return caller == null ? "-" : caller.id();
  }

  /** Who asks; null until that was decided. */
  public Caller caller() {
    return caller;
  }

  /** Says who asks. */
  public void caller(Caller verified) {
    caller = verified;
  }

  @Override
  public RequestUsage usage() {
    return usage;
  }

  /** Says what was counted for it. */
  public void usage(RequestUsage counted) {
    usage = counted;
  }

  /** Sets a header of the answer; without effect once the answer is under way. */
  public void answerHeader(String name, String value) {
    answerHeaders.accept(name, value);
  }
}
