package com.tkr.embed.rest.grizzly;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A body that is still on its way: collected by the container's callbacks, so that a slow client
 * costs memory that is counted, and no thread.
 */
public final class ArrivingBody implements ReadListener {
  private static final String ATTRIBUTE = ArrivingBody.class.getName();
  private static final int BUFFER = 16 * 1024;

  private final ServletInputStream in;
  private final long length;
  private final RequestProgress progress;
  private final MinimumRate minimumRate;
  private final int limit;
  private final IntConsumer count;
  private final CompletableFuture<InputStream> whole = new CompletableFuture<>();
  private final List<InputStream> chunks = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER];
  private volatile long bytes;
  private long arrived;

  private ArrivingBody(
      ServletRequest request, MinimumRate minimumRate, int limit, IntConsumer count)
      throws IOException {
    this.in = request.getInputStream();
    this.length = request.getContentLengthLong();
    this.progress = RequestProgress.of(request);
    this.minimumRate = minimumRate;
    this.limit = limit;
    this.count = count;
  }

  /**
   * Makes the request asynchronous and will read its body once {@link #start} was called.
   *
   * @param limit bytes after which the rest is dropped; a little more is kept, so that whoever
   *     parses the body finds it too large
   * @param count receives the bytes of each chunk; what it throws fails the body
   */
  public static ArrivingBody of(
      HttpServletRequest request, MinimumRate minimumRate, int limit, IntConsumer count)
      throws IOException {
    ServletRequest plain = request.startAsync().getRequest();
    ArrivingBody body = new ArrivingBody(plain, minimumRate, limit, count);
    plain.setAttribute(ATTRIBUTE, body);
    return body;
  }

  /**
   * Has the reading of the request's body start, if it has one that arrives, when the container has
   * let go of the request. An answer that is complete before would be lost, or finished twice.
   */
  public static void start(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof ArrivingBody body) {
      RequestProgress.afterwards(request, body::read);
    }
  }

  private void read() {
    lookAfter(0);
    progress.awaitBody(whole);
    in.setReadListener(this);
  }

  /** The body, or the error that ended it. */
  public CompletableFuture<InputStream> whole() {
    return whole;
  }

  /** Bytes so far. */
  public long bytes() {
    return bytes;
  }

  /**
   * Takes what is there. Never asks for more than the declared length: the container would listen
   * to the connection once more than it stops to, and read the next request while it answers it.
   */
  @Override
  public void onDataAvailable() throws IOException {
    while (arrived != length && in.isReady()) {
      takeSome();
    }
  }

  private void takeSome() throws IOException {
    int read = in.read(buffer);
    if (read > 0) {
      arrived += read;
      take(read);
    }
  }

  private void take(int read) {
    try {
      if (!whole.isDone()) {
        count.accept(read);
        bytes += read;
        chunks.add(new ByteArrayInputStream(Arrays.copyOf(buffer, read)));
        if (bytes > limit) {
          complete();
        }
      }
    } catch (EmbeddingException e) {
      fail(e);
    }
  }

  /** By HTTP/2 all may be there before any of it was reported. */
  @Override
  public void onAllDataRead() throws IOException {
    while (!whole.isDone() && in.available() > 0) {
      takeSome();
    }
    complete();
  }

  private void complete() {
    whole.complete(new SequenceInputStream(Collections.enumeration(chunks)));
  }

  @Override
  public void onError(Throwable failure) {
    fail(
        new EmbeddingException(
            ErrorCode.VALIDATION_ERROR, "The body ended before it was complete."));
  }

  /** Looks in a period how much came in it. */
  private void lookAfter(long bytesBefore) {
    CompletableFuture.delayedExecutor(minimumRate.period().toNanos(), TimeUnit.NANOSECONDS)
        .execute(() -> look(bytesBefore));
  }

  private void look(long bytesBefore) {
    if (whole.isDone()) {
      return;
    }
    long now = bytes;
    if (now - bytesBefore < minimumRate.bytes()) {
      fail(
          new EmbeddingException(ErrorCode.REQUEST_TIMEOUT, "The request did not arrive in time."));
    } else {
      lookAfter(now);
    }
  }

  private void fail(EmbeddingException e) {
    whole.completeExceptionally(e);
  }
}
