package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RequestProgressTest {
  private final RequestProgress progress = new RequestProgress(null, null);
  private final AtomicInteger actions = new AtomicInteger();

  @Test
  void what_is_to_be_done_when_it_is_given_up_is_done_then() {
    progress.whenCancelled(actions::incrementAndGet);
    assertThat(actions).hasValue(0);
    progress.cancel();
    assertThat(actions).hasValue(1);
    assertThat(progress.left()).isTrue();
  }

  @Test
  void or_at_once_where_it_was_given_up_before() {
    progress.cancel();
    progress.whenCancelled(actions::incrementAndGet);
    assertThat(actions).hasValue(1);
  }

  @RepeatedTest(100)
  void once_where_both_happen_together() throws InterruptedException {
    Thread container = new Thread(progress::cancel);
    container.start();
    progress.whenCancelled(actions::incrementAndGet);
    container.join();
    assertThat(actions).hasValue(1);
  }
}
