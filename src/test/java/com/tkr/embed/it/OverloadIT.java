package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server that is asked for far more than it can do refuses, goes on, and recovers. */
@ExtendWith(StandInServer.class)
@ResourceLock(StandInServer.LOCK)
class OverloadIT {
  private static final int CLIENTS = 60;
  private static final int TEXTS = 100;
  private static final Duration LASTS = Duration.ofSeconds(6);
  private static final long BETWEEN_TRIES_MILLIS = 50;
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Http http;
  private final AtomicLong next = new AtomicLong();

  OverloadIT(Http http) {
    this.http = http;
  }

  @Test
  void what_is_too_much_is_refused_and_the_rest_is_served() throws InterruptedException {
    Queue<HttpResponse<byte[]>> answers = new ConcurrentLinkedQueue<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    long end = System.nanoTime() + LASTS.toNanos();
    List<CompletableFuture<Void>> running =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> flood(answers, end), clients))
            .toList();
    while (System.nanoTime() < end) {
      assertThat(http.send(http.request("/health").timeout(HEALTH_LIMIT)).statusCode())
          .isEqualTo(200);
      Thread.sleep(BETWEEN_TRIES_MILLIS);
    }
    running.forEach(CompletableFuture::join);
    clients.shutdown();
    check(answers);
    assertThat(http.send(texts(1).timeout(SOON)).statusCode()).isEqualTo(200);
  }

  private void flood(Queue<HttpResponse<byte[]>> answers, long end) {
    while (System.nanoTime() < end) {
      HttpResponse<byte[]> answer = http.send(texts(TEXTS));
      answers.add(answer);
      if (answer.statusCode() != 200) {
        pause();
      }
    }
  }

  private static void check(Queue<HttpResponse<byte[]>> answers) {
    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .contains(200)
        .isSubsetOf(200, 429, 503);
    List<HttpResponse<byte[]>> refusals =
        answers.stream().filter(answer -> answer.statusCode() != 200).toList();
    assertThat(refusals).isNotEmpty();
    assertThat(refusals)
        .allSatisfy(
            refusal ->
                assertThat(refusal.headers().firstValue("Retry-After").map(Integer::valueOf))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isPositive()));
  }

  /** Different texts every time, so that no cache can help. */
  private HttpRequest.Builder texts(int count) {
    String list =
        IntStream.range(0, count)
            .mapToObj(i -> "\"overload " + next.incrementAndGet() + "\"")
            .collect(Collectors.joining(","));
    return http.json("/embed/text", "{\"texts\":[" + list + "],\"encoding_format\":\"base64\"}");
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
