package com.tkr.embed.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.testing.SlowConnection;
import com.tkr.embed.testing.SlowConnection.Kind;
import com.tkr.embed.testing.SlowConnections;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Clients that send and read a byte now and then harm nobody, and are hung up on. */
@ExtendWith(StandInServer.class)
@ResourceLock(StandInServer.LOCK)
class SlowClientsIT {
  private static final int OF_EACH_KIND = 60;
  private static final Duration POLITE_FOR = Duration.ofSeconds(6);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(20);
  private static final long PERIOD_MILLIS = 50;

  private final Server server;
  private final Http http;

  SlowClientsIT(Server server, Http http) {
    this.server = server;
    this.http = http;
  }

  @Test
  void others_are_served_and_the_slow_ones_are_hung_up_on()
      throws IOException, InterruptedException {
    http.postJson("/embed/text", "{\"texts\":[\"" + SlowConnection.TEXT + "\",\"polite\"]}");
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.port());
    try (SlowConnections slow = new SlowConnections()) {
      for (Kind kind : Kind.values()) {
        slow.add(OF_EACH_KIND, kind, address);
      }
      slow.start();
      long end = System.nanoTime() + POLITE_FOR.toNanos();
      while (System.nanoTime() < end) {
        assertThat(http.send(text().timeout(ANSWERED_WITHIN)).statusCode()).isEqualTo(200);
        Thread.sleep(PERIOD_MILLIS);
      }
      awaitClosed(slow);
      Map<Kind, Long> open = Stream.of(Kind.values()).collect(toMap(kind -> kind, slow::open));
      assertThat(open.values()).as("still open: " + open).containsOnly(0L);
    }
  }

  private HttpRequest.Builder text() {
    return http.json("/embed/text", "{\"texts\":[\"polite\"],\"encoding_format\":\"base64\"}");
  }

  private static void awaitClosed(SlowConnections slow) throws InterruptedException {
    long end = System.nanoTime() + CLOSED_WITHIN.toNanos();
    while (System.nanoTime() < end && !slow.connections().stream().allMatch(c -> c.isClosed())) {
      Thread.sleep(PERIOD_MILLIS);
    }
  }
}
