package com.tkr.embed.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.apikey.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsKeeperTest {
  private static final Caller KEY = Callers.key("a", null);
  private static final Caller ADDRESS = Callers.address("192.0.2.1");
  private static final ServerLimits LIMITS = new ServerLimits(true, new Limits(0, 60, 80, 100), 10);

  @TempDir private Path folder;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private Instant wall = Instant.parse("2026-01-01T00:00:00Z");

  /** A server's life. */
  private final class Life {
    private final RateLimiter limiter = new RateLimiter(LIMITS, nanos::get);
    private final CountsKeeper keeper =
        new CountsKeeper(limiter, new CountsFile(folder), () -> wall);

    private Life() {
      keeper.restore();
    }

    private int allowed(Caller caller) {
      Allowance allowance = limiter.allowance(caller);
      int allowed = 0;
      while (limiter.request(caller, allowance).isAllowed()) {
        allowed++;
      }
      return allowed;
    }

    private boolean items(int count) {
      limiter.request(ADDRESS, limiter.allowance(ADDRESS));
      return limiter
          .items(ADDRESS, limiter.allowance(ADDRESS), new RateLimiter.Items(count, nanos.get()))
          .isAllowed();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S, 0",
    "PT61S, 20",
    "PT1H1M, 40",
    "PT23H59M, 40",
    "P1DT11M, 60",
    "P300D, 60",
    "-PT1H, 0"
  })
  void what_was_done_before_a_restart_counts_for_as_long_as_its_windows(Duration down, int more) {
    Life before = new Life();
    assertThat(before.allowed(KEY)).isEqualTo(60);
    before.keeper.save();
    wall = wall.plus(down);
    nanos.set(42);
    assertThat(new Life().allowed(KEY)).isEqualTo(more);
  }

  @Test
  void after_a_wall_clock_that_went_back_counts_leave_the_day_a_day_after_the_start() {
    Life before = new Life();
    before.allowed(KEY);
    before.keeper.save();
    wall = wall.minus(Duration.ofDays(400));
    Life after = new Life();
    assertThat(after.allowed(KEY)).isZero();
    nanos.addAndGet(Duration.ofDays(1).plusMinutes(11).toNanos());
    assertThat(after.allowed(KEY)).isEqualTo(60);
  }

  @Test
  void items_of_addresses_are_kept_too() {
    Life before = new Life();
    assertThat(before.items(600)).isTrue();
    before.keeper.save();
    wall = wall.plusSeconds(90);
    Life after = new Life();
    assertThat(after.items(201)).isFalse();
    assertThat(after.items(200)).isTrue();
  }

  @Test
  void the_file_is_the_owners_alone_and_written_only_when_something_was_decided()
      throws IOException {
    Life life = new Life();
    life.keeper.save();
    Path file = folder.resolve("rate-limits");
    assertThat(file).doesNotExist();
    life.allowed(KEY);
    life.keeper.save();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.delete(file);
    life.keeper.save();
    assertThat(file).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "20", "60"})
  void a_damaged_file_means_a_start_without_counts(int length) throws IOException {
    Life before = new Life();
    before.allowed(KEY);
    before.keeper.save();
    Path file = folder.resolve("rate-limits");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, length == 60 ? bytes : java.util.Arrays.copyOf(bytes, length));
    Life after = new Life();
    assertThat(after.allowed(KEY)).isEqualTo(60);
    after.keeper.save();
    assertThat(new Life().allowed(KEY)).isZero();
  }

  @Test
  void a_folder_that_cannot_be_written_stops_nobody() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
    RateLimiter limiter = new RateLimiter(LIMITS, nanos::get);
    limiter.request(KEY, limiter.allowance(KEY));
    new CountsKeeper(limiter, new CountsFile(blocked), () -> wall).save();
    assertThat(limiter.request(KEY, limiter.allowance(KEY)).isAllowed()).isTrue();
  }
}
