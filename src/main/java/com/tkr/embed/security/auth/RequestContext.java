package com.tkr.embed.security.auth;

import com.tkr.embed.observe.log.LogContext;
import com.tkr.embed.observe.log.RequestUsage;
import com.tkr.embed.security.apikey.Caller;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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
  private volatile @Nullable Caller caller;
  private volatile RequestUsage usage = RequestUsage.NONE;
  private volatile @Nullable String errorPath;

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

  /** The request that this thread works for. */
  public static RequestContext current() {
    return found().orElseThrow();
  }

  /** The request that this thread works for; empty when it works for none. */
  public static Optional<RequestContext> found() {
    return Optional.ofNullable((RequestContext) LogContext.current());
  }

  /** Makes this thread work for a request, or for none. */
  public static void set(@Nullable RequestContext context) {
    LogContext.set(context);
  }

  /** Does something on behalf of this request, on any thread. */
  public void run(Runnable work) {
    @Nullable LogContext before = LogContext.current();
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

  /** The path whose dialect its errors are told in: its own, unless its body showed another's. */
  public String errorPath() {
    String shown = errorPath;
    return shown == null ? head.path() : shown;
  }

  /** Has errors from now on told as on another path: the body is one of that one's clients. */
  public void errorsAsAt(String path) {
    errorPath = path;
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

  /** Whether it was decided who asks. */
  public boolean hasCaller() {
    return caller != null;
  }

  /** Who asks, once that was decided. */
  public Caller caller() {
    return Objects.requireNonNull(caller);
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
