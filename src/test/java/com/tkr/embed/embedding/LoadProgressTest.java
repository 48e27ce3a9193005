package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.LoadStage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a load is told to be over, by what was measured of it. */
class LoadProgressTest {
  private static final OptionalLong NOTHING = OptionalLong.empty();

  private final AtomicLong clock = new AtomicLong();
  private final LoadProgress begun =
      new LoadProgress(
          LoadStage.LOADING, 0, new Wait(clock::get, 0, Duration.ZERO), Optional.empty());

  private void seconds(double seconds) {
    clock.addAndGet((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
  }

  @Test
  void what_is_left_of_a_download_takes_as_long_as_its_rate_says() {
    LoadProgress fetching =
        begun.fetching(
            () ->
                new DownloadProgress(
                    DownloadProgress.Stage.DOWNLOADING, 25, 100, 5, OptionalLong.of(15), ""));
    seconds(3);
    assertThat(fetching.shown().secondsLeft()).hasValue(15);
    assertThat(fetching.retryAfterSeconds()).isEqualTo(15);
  }

  @Test
  void a_download_without_a_rate_takes_as_long_again_as_it_has() {
    seconds(100);
    LoadProgress fetching =
        begun.fetching(
            () ->
                new DownloadProgress(
                    DownloadProgress.Stage.WAITING, 0, 0, 0, OptionalLong.empty(), ""));
    seconds(40);
    assertThat(fetching.shown().secondsLeft()).isEqualTo(NOTHING);
    assertThat(fetching.retryAfterSeconds()).isEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 10", "0.25, 30", "0.9, 2", "1, 0"})
  void weights_are_read_at_the_rate_of_those_that_were(double share, long left) {
    LoadProgress located = begun.located(Optional.empty());
    seconds(10);
    LoadProgress loading = located.at(LoadStage.LOADING, share);
    assertThat(loading.shown().secondsLeft()).hasValue(left);
    assertThat(loading.retryAfterSeconds()).isEqualTo(Math.max(1, left));
  }

  @Test
  void before_there_is_a_rate_the_last_load_of_the_same_model_tells() {
    LoadProgress located = begun.located(Optional.of(Duration.ofSeconds(20)));
    seconds(2.5);
    assertThat(located.at(LoadStage.LOADING, 0.01).shown().secondsLeft()).hasValue(18);
    seconds(14);
    assertThat(located.at(LoadStage.WARMING, 1).shown().secondsLeft()).hasValue(4);
    seconds(13.5);
    assertThat(located.at(LoadStage.WARMING, 1).shown().secondsLeft()).isEqualTo(NOTHING);
    assertThat(located.at(LoadStage.WARMING, 1).retryAfterSeconds()).isEqualTo(30);
  }

  @Test
  void each_stage_has_a_rate_of_its_own() {
    LoadProgress converting = begun.located(Optional.empty()).at(LoadStage.CONVERTING, 0);
    seconds(60);
    assertThat(converting.at(LoadStage.CONVERTING, 0.75).shown().secondsLeft()).hasValue(20);
    LoadProgress loading = converting.at(LoadStage.LOADING, 0);
    seconds(1);
    assertThat(loading.at(LoadStage.LOADING, 0.5).shown().secondsLeft()).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.2, 1", "3.2, 4", "90, 90", "86400, 600"})
  void with_nothing_to_tell_it_takes_as_long_again_within_bounds(double elapsed, long told) {
    LoadProgress located = begun.located(Optional.empty());
    seconds(elapsed);
    assertThat(located.retryAfterSeconds()).isEqualTo(told);
  }
}
