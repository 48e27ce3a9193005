package com.tkr.embed.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks for {@code /health} every second, as a load balancer would. */
final class HealthProbe implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final long PERIOD_MILLIS = 1000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;
  private final Thread thread = new Thread(this::run, "health-probe");
  private volatile boolean closed;
  private int asked;
  private int answered;

  HealthProbe(URI server) {
    request = HttpRequest.newBuilder(server.resolve("/health")).timeout(LIMIT).build();
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!closed) {
      long start = System.nanoTime();
      boolean inTime = answers();
      synchronized (this) {
        asked++;
        answered += inTime ? 1 : 0;
      }
      long took = (System.nanoTime() - start) / 1_000_000;
      Sleep.millis(Math.max(0, PERIOD_MILLIS - took));
    }
  }

  private boolean answers() {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What share of the probes was answered 200 within a second, in words. */
  synchronized String summary() {
    return answered + " of " + asked;
  }

  @Override
  public void close() {
    closed = true;
  }
}
