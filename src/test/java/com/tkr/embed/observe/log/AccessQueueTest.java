package com.tkr.embed.observe.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.auth.ClientAddress;
import com.tkr.embed.security.auth.Credentials;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.auth.RequestHead;
import com.tkr.embed.security.auth.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccessQueueTest {
  private static final int CAPACITY = 1 << 16;
  private static final AccessLine LINE =
      AccessLine.now(
          new RequestContext(
              new RequestHead("id", new Trace("", "", ""), "GET", "/"),
              new ClientAddress("", false, false),
              Credentials.NONE,
              (name, value) -> {}),
          "/",
          200,
          1);

  private final List<AccessLine> written = Collections.synchronizedList(new ArrayList<>());

  @Test
  void what_many_threads_add_is_written_once_each() {
    try (AccessQueue queue = new AccessQueue(written::addAll)) {
      queue.start();
      IntStream.range(0, 20_000).parallel().forEach(i -> queue.add(LINE));
    }
    assertThat(written).hasSize(20_000);
  }

  @Test
  void what_does_not_fit_is_dropped_and_counted() {
    AccessQueue queue = new AccessQueue(written::addAll);
    IntStream.range(0, CAPACITY + 7).forEach(i -> queue.add(LINE));
    queue.flush();
    queue.add(LINE);
    queue.flush();
    assertThat(written).hasSize(CAPACITY + 1);
    assertThat(queue.dropped()).isEqualTo(7);
  }
}
