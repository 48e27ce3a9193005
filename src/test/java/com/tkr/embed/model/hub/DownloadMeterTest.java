package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.DownloadProgress.Stage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DownloadMeterTest {
  private long nanos;
  private final DownloadMeter meter = new DownloadMeter(() -> nanos);

  private void second(long bytes) {
    nanos += TimeUnit.SECONDS.toNanos(1);
    meter.received(bytes);
  }

  @Test
  void whatWasThereBeforeCountsForTheShareAndNotForTheRate() {
    meter.begins(Stage.DOWNLOADING, 1000, 500);
    second(100);
    DownloadProgress now = meter.now();
    assertThat(now.share()).isEqualTo(0.6);
    assertThat(now.bytesPerSecond()).isEqualTo(100);
    assertThat(now.secondsLeft()).hasValue(4);
  }

  @Test
  void theRateIsThatOfTheLastSeconds() {
    meter.begins(Stage.DOWNLOADING, 1_000_000, 0);
    for (int i = 0; i < 30; i++) {
      second(10);
    }
    for (int i = 0; i < 12; i++) {
      second(1000);
    }
    assertThat(meter.now().bytesPerSecond()).isEqualTo(1000);
  }

  @Test
  void aConnectionThatStandsStillGetsSlower() {
    meter.begins(Stage.DOWNLOADING, 1000, 0);
    second(100);
    nanos += TimeUnit.SECONDS.toNanos(9);
    assertThat(meter.now().bytesPerSecond()).isEqualTo(10);
  }

  @Test
  void whatHasToComeAgainIsTakenBack() {
    meter.begins(Stage.DOWNLOADING, 1000, 0);
    second(300);
    meter.lost(300);
    assertThat(meter.now().bytes()).isZero();
  }

  @Test
  void aNoteHoldsUntilSomethingComes() {
    meter.begins(Stage.DOWNLOADING, 1000, 0);
    meter.note("again in 4 s");
    assertThat(meter.now().note()).isEqualTo("again in 4 s");
    second(1);
    assertThat(meter.now().note()).isEmpty();
  }

  @Test
  void beforeAnythingIsKnownThereIsNoShareAndNoEnd() {
    DownloadProgress now = meter.now();
    assertThat(now.stage().word()).isEqualTo("listing");
    assertThat(now.share()).isZero();
    assertThat(now.secondsLeft()).isEmpty();
  }
}
