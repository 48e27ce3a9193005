package com.tkr.embed.rest.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FirstScrapeTest {
  private final FirstScrape first = new FirstScrape();
  private final AtomicInteger passing = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void oneAtATimeUntilTheFirstIsAnsweredAndThenAllAtOnce() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread leading = started(waiting(inside, go));
    inside.await();
    Thread second = started((request, response) -> enter());
    while (second.getState() != Thread.State.BLOCKED) {
      Thread.sleep(5);
    }
    go.countDown();
    leading.join();
    second.join();
    assertThat(most).hasValue(1);

    CountDownLatch both = new CountDownLatch(2);
    FilterChain meeting = waiting(both, both);
    Thread third = started(meeting);
    Thread fourth = started(meeting);
    third.join();
    fourth.join();
    assertThat(both.getCount()).isZero();
  }

  @Test
  void aFirstOneThatFailsIsNone() throws Exception {
    FilterChain failing =
        (request, response) -> {
          throw new IOException();
        };
    assertThatThrownBy(() -> first.pass(failing, null, null)).isInstanceOf(IOException.class);
    first.pass((request, response) -> enter(), null, null);
    assertThat(most).hasValue(1);
  }

  private FilterChain waiting(CountDownLatch inside, CountDownLatch go) {
    return (request, response) -> {
      most.accumulateAndGet(passing.incrementAndGet(), Math::max);
      inside.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      passing.decrementAndGet();
    };
  }

  private void enter() {
    most.accumulateAndGet(passing.incrementAndGet(), Math::max);
    passing.decrementAndGet();
  }

  private Thread started(FilterChain chain) {
    Thread thread =
        new Thread(
            () -> {
              try {
                first.pass(chain, null, null);
              } catch (IOException | ServletException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }
}
