package com.tkr.embed.model.hub;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it arrives, read by one thread that never waits for it longer than
 * agreed: a connection that brings next to nothing counts as lost.
 */
final class BodyChunks implements BodySubscriber<BodyChunks>, AutoCloseable {
  /** A connection that brings less for the agreed time is given up. */
  private static final long SLOWEST_BYTES_PER_SECOND = 100;

  /** Pieces, of 16 KiB mostly, that may have come and not been read. */
  private static final int AHEAD = 32;

  private final Duration stall;
  private final boolean compressed;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<BodyChunks> opened = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private long windowStart = System.nanoTime();
  private long windowBytes;

  /** Bytes, or a failure; the end where it has neither. */
  private record Event(List<ByteBuffer> bytes, @Nullable Throwable failure) {}

  /**
   * @param head what came before it
   */
  BodyChunks(Duration stall, ResponseInfo head) {
    this.stall = stall;
    this.compressed = isCompressed(head.headers());
  }

  /** Whether a body is compressed, which some proxies do though they are asked not to. */
  static boolean isCompressed(HttpHeaders head) {
    return head.firstValue("Content-Encoding").filter(any -> any.endsWith("gzip")).isPresent();
  }

  boolean isCompressed() {
    return compressed;
  }

  @Override
  public CompletionStage<BodyChunks> getBody() {
    return opened;
  }

  @Override
  public void onSubscribe(Subscription begun) {
    subscription = begun;
    begun.request(AHEAD);
    opened.complete(this);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    events.add(new Event(bytes, null));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(List.of(), failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event(List.of(), null));
  }

  /**
   * The next bytes; empty at the end.
   *
   * @throws IOException when the connection broke, or brings too little
   */
  Optional<List<ByteBuffer>> next() throws IOException, InterruptedException {
    Event event = events.poll(stall.toNanos(), TimeUnit.NANOSECONDS);
    if (event == null) {
      throw stalled();
    }
    if (event.failure() != null) {
      throw new IOException("the connection broke", event.failure());
    }
    if (event.bytes().isEmpty()) {
      return Optional.empty();
    }
    keepPace(event.bytes().stream().mapToLong(ByteBuffer::remaining).sum());
    request();
    return Optional.of(event.bytes());
  }

  private void keepPace(long bytes) throws TransientFailure {
    windowBytes += bytes;
    long nanos = System.nanoTime() - windowStart;
    if (nanos < stall.toNanos()) {
      return;
    }
    if (windowBytes < SLOWEST_BYTES_PER_SECOND * nanos / 1e9) {
      throw stalled();
    }
    windowStart += nanos;
    windowBytes = 0;
  }

  private TransientFailure stalled() {
    return new TransientFailure("the connection brings next to nothing");
  }

  private void request() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  /**
   * All of a short body, as it was before it was compressed.
   *
   * @throws IOException when it is longer than that, too
   */
  byte[] all(int most) throws IOException, InterruptedException {
    byte[] bytes = read(most);
    if (!compressed) {
      return bytes;
    }
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] whole = plain.readNBytes(most);
      if (plain.read() >= 0) {
        throw tooLong(most);
      }
      return whole;
    }
  }

  private byte[] read(int most) throws IOException, InterruptedException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (Optional<List<ByteBuffer>> some = next(); some.isPresent(); some = next()) {
      for (ByteBuffer buffer : some.get()) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        whole.writeBytes(bytes);
      }
      if (whole.size() > most) {
        throw tooLong(most);
      }
    }
    return whole.toByteArray();
  }

  private static TransientFailure tooLong(int most) {
    return new TransientFailure("the answer is longer than " + most + " bytes");
  }

  /** Ends the connection where the body is not read to its end. */
  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
