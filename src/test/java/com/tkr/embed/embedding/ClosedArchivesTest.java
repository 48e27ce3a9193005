package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedArchivesTest {
  private final AtomicInteger runs = new AtomicInteger();

  private void fail(int times, RuntimeException failure) {
    if (runs.incrementAndGet() <= times) {
      throw failure;
    }
  }

  private static RuntimeException closed() {
    return new IllegalStateException(
        "Cache 'vectors' creation failed.", new IllegalStateException("zip file closed"));
  }

  @Test
  void what_lost_the_race_is_run_once_more() {
    ClosedArchives.retry(() -> fail(1, closed()));
    assertThat(runs).hasValue(2);
  }

  @Test
  void but_not_twice() {
    RuntimeException failure = closed();
    assertThatThrownBy(() -> ClosedArchives.retry(() -> fail(2, failure))).isSameAs(failure);
    assertThat(runs).hasValue(2);
  }

  @Test
  void another_failure_is_none_to_try_again() {
    RuntimeException failure = new IllegalStateException("Cache 'vectors' creation failed.");
    assertThatThrownBy(() -> ClosedArchives.retry(() -> fail(1, failure))).isSameAs(failure);
    assertThat(runs).hasValue(1);
  }
}
