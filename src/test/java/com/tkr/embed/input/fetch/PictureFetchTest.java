package com.tkr.embed.input.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PictureFetchTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final FetchLimits LIMITS = new FetchLimits(1000, Duration.ofSeconds(2), List.of());

  private static final FetchLimits LONG = new FetchLimits(1000, Duration.ofHours(1), List.of());

  /** Of public names, which lead here, and lets that be: all else is as it is. */
  private static PictureFetch toHere(FetchLimits limits) {
    return new PictureFetch(
        limits,
        new CheckedResolver(
            host -> host.endsWith(".example") ? new InetAddress[] {LOOPBACK} : asIs(host),
            address -> true));
  }

  private static InetAddress[] asIs(String host) throws UnknownHostException {
    return InetAddress.getAllByName(host);
  }

  @Test
  void fetchesBytes() throws FetchFailed {
    try (StubServer server = StubServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 3", file());
        PictureFetch fetch = toHere(LIMITS)) {
      assertThat(fetch.fetch(at(server, "a.example"), Cancellation.NEVER)).isEqualTo(file());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "http://localhost:%d/",
        "http://2130706433:%d/",
        "http://0x7f000001:%d/",
        "http://0x7f.1:%d/",
        "http://0177.0.0.1:%d/",
        "http://127.1:%d/",
        "http://0:%d/",
        "http://0.0.0.0:%d/",
        "http://[::1]:%d/",
        "http://[::ffff:127.0.0.1]:%d/",
        "http://[::ffff:7f00:1]:%d/",
        "http://[64:ff9b::127.0.0.1]:%d/",
        "http://localhost.:%d/",
        "http://169.254.169.254:%d/",
        "http://user:secret@127.0.0.1:%d/",
        "http://public.example@127.0.0.1:%d/",
        "https://127.0.0.1:%d/",
        "http://\u2460\u2461\u2466.0.0.1:%d/",
        "file:///etc/passwd?%d",
        "jar:http://127.0.0.1:%d/a!/b",
        "ftp://127.0.0.1:%d/",
        "gopher://127.0.0.1:%d/",
        "http:///a?%d",
        "http://%d",
        "//127.0.0.1:%d/",
      })
  void nobodyReachesThisMachine(String address) {
    try (StubServer server = StubServer.answering("HTTP/1.1 200 OK", file());
        PictureFetch fetch = new PictureFetch(LIMITS)) {
      assertThatThrownBy(() -> fetch.fetch(address.formatted(server.port()), Cancellation.NEVER))
          .isInstanceOf(FetchFailed.class);
      assertThat(server.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://blocked.test:%d/",
        "//blocked.test:%d/",
        "http://127.0.0.1:%d/",
        "file:///etc/passwd?%d",
        "http://user@a.example:%d/",
      })
  void noRedirectLeadsWhereNoAddressMay(String location) {
    try (StubServer blocked = StubServer.answering("HTTP/1.1 200 OK", file())) {
      String to = location.formatted(blocked.port());
      try (StubServer open =
              StubServer.answering("HTTP/1.1 302 Found\r\nLocation: " + to, new byte[0]);
          PictureFetch fetch = new PictureFetch(LIMITS, onlyOnPort(open, blocked))) {
        assertThatThrownBy(() -> fetch.fetch(at(open, "a.example"), Cancellation.NEVER))
            .isInstanceOf(FetchFailed.class);
        assertThat(open.connections()).isOne();
        assertThat(blocked.connections()).isZero();
      }
    }
  }

  /** A public name that leads here once; whatever it leads to afterwards must not be asked. */
  private static CheckedResolver onlyOnPort(StubServer open, StubServer blocked) {
    assertThat(open.port()).isNotEqualTo(blocked.port());
    Deque<Boolean> first = new ArrayDeque<>(List.of(true));
    Predicate<InetAddress> reachable = address -> first.poll() != null;
    return new CheckedResolver(host -> new InetAddress[] {LOOPBACK}, reachable);
  }

  @Test
  void aNameIsLookedUpOnceAndWhatWasCheckedIsWhatIsAsked() throws FetchFailed {
    Deque<InetAddress> answers = new ArrayDeque<>();
    answers.add(LOOPBACK);
    try (StubServer server = StubServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 3", file());
        PictureFetch fetch =
            new PictureFetch(
                LIMITS,
                new CheckedResolver(
                    host -> new InetAddress[] {answers.remove()}, address -> true))) {
      assertThat(fetch.fetch(at(server, "rebound.example"), Cancellation.NEVER)).isEqualTo(file());
      assertThat(answers).isEmpty();
    }
  }

  @Test
  void oneBlockedAddressAmongOthersBlocksTheName() {
    try (StubServer server = StubServer.answering("HTTP/1.1 200 OK", file());
        PictureFetch fetch =
            new PictureFetch(
                LIMITS,
                new CheckedResolver(
                    host -> new InetAddress[] {InetAddress.getByName("1.1.1.1"), LOOPBACK},
                    PublicNetworks::contain))) {
      assertThatThrownBy(() -> fetch.fetch(at(server, "mixed.example"), Cancellation.NEVER))
          .isInstanceOf(FetchFailed.class);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void redirectsAreFollowedThreeTimes() {
    try (StubServer server =
            StubServer.answering("HTTP/1.1 302 Found\r\nLocation: /again", new byte[0]);
        PictureFetch fetch = toHere(LIMITS)) {
      assertThatThrownBy(() -> fetch.fetch(at(server, "a.example"), Cancellation.NEVER))
          .hasMessageContaining("more than 3 times");
      assertThat(server.connections()).isEqualTo(4);
    }
  }

  @Test
  void aFileOverTheLimitIsRefusedWhetherItsLengthIsToldOrNot() {
    try (StubServer told =
            StubServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 99999", file());
        StubServer endless =
            StubServer.saying(
                out -> {
                  out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
                  while (true) {
                    out.write(new byte[100]);
                  }
                });
        PictureFetch fetch = toHere(LIMITS)) {
      for (StubServer server : List.of(told, endless)) {
        assertThatThrownBy(() -> fetch.fetch(at(server, "a.example"), Cancellation.NEVER))
            .isInstanceOfSatisfying(
                FetchFailed.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
      }
    }
  }

  @Test
  void aBodyThatKeepsComingSlowlyEnds() {
    try (StubServer slow =
            StubServer.saying(
                out -> {
                  out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
                  while (true) {
                    out.write(1);
                    out.flush();
                    Thread.sleep(100);
                  }
                });
        PictureFetch fetch = toHere(LIMITS)) {
      assertThatThrownBy(() -> fetch.fetch(at(slow, "a.example"), Cancellation.NEVER))
          .hasMessageContaining("could not be fetched");
    }
  }

  @Test
  void whatNobodyWaitsForAnyMoreEnds() throws InterruptedException {
    CompletableFuture<byte[]> wanted = new CompletableFuture<>();
    CountDownLatch test = new CountDownLatch(1);
    try (StubServer silent = StubServer.saying(out -> test.await());
        PictureFetch fetch = toHere(LONG)) {
      CompletableFuture<Throwable> failure =
          failure(fetch, at(silent, "a.example"), Cancellation.of(wanted));
      while (silent.connections() == 0) {
        Thread.sleep(10);
      }
      wanted.cancel(false);
      assertThat(failure.join()).isInstanceOf(FetchFailed.class);
      assertThat(failure(fetch, at(silent, "a.example"), Cancellation.of(wanted)).join())
          .isInstanceOf(CancellationException.class);
      assertThat(silent.connections()).isOne();
    } finally {
      test.countDown();
    }
  }

  @Test
  void aNameThatIsLookedUpForTooLongEnds() throws InterruptedException {
    CompletableFuture<byte[]> wanted = new CompletableFuture<>();
    CountDownLatch test = new CountDownLatch(1);
    CountDownLatch lookups = new CountDownLatch(2);
    CheckedResolver.Lookup endless =
        host -> {
          lookups.countDown();
          while (test.getCount() > 0) { // as the system's, not to be interrupted
            Thread.onSpinWait();
          }
          throw new UnknownHostException();
        };
    try (PictureFetch late = new PictureFetch(LIMITS, resolver(endless));
        PictureFetch left = new PictureFetch(LONG, resolver(endless))) {
      CompletableFuture<Throwable> other =
          failure(left, "http://a.example/", Cancellation.of(wanted));
      assertThatThrownBy(() -> late.fetch("http://a.example/", Cancellation.NEVER))
          .hasMessageContaining("could not be fetched");
      lookups.await();
      wanted.cancel(false);
      assertThat(other.join()).isInstanceOf(FetchFailed.class);
    } finally {
      test.countDown();
    }
  }

  private static CheckedResolver resolver(CheckedResolver.Lookup lookup) {
    return new CheckedResolver(lookup, address -> true);
  }

  private static CompletableFuture<Throwable> failure(
      PictureFetch fetch, String address, Cancellation cancellation) {
    return CompletableFuture.supplyAsync(
        () -> catchThrowable(() -> fetch.fetch(address, cancellation)),
        task -> new Thread(task).start());
  }

  @Test
  void whatIsNoSuccessIsNoPicture() {
    try (StubServer server =
            StubServer.answering("HTTP/1.1 404 Not Found\r\nContent-Length: 3", file());
        PictureFetch fetch = toHere(LIMITS)) {
      assertThatThrownBy(() -> fetch.fetch(at(server, "a.example"), Cancellation.NEVER))
          .hasMessageContaining("404");
    }
  }

  @Test
  void onlyHostsOfTheListAreAsked() throws FetchFailed {
    FetchLimits limits =
        new FetchLimits(1000, Duration.ofSeconds(2), List.of("a.example", ".cdn.example"));
    try (StubServer server = StubServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 3", file());
        PictureFetch fetch = toHere(limits)) {
      assertThat(fetch.fetch(at(server, "A.example"), Cancellation.NEVER)).isEqualTo(file());
      assertThat(fetch.fetch(at(server, "b.cdn.example"), Cancellation.NEVER)).isEqualTo(file());
      for (String other : List.of("b.example", "cdn.example", "acdn.example", "a.example.org")) {
        assertThatThrownBy(() -> fetch.fetch(at(server, other), Cancellation.NEVER))
            .hasMessageContaining("does not fetch from");
      }
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  private static String at(StubServer server, String host) {
    return "http://" + host + ":" + server.port() + "/picture";
  }

  private static byte[] file() {
    return new byte[] {1, 2, 3};
  }
}
