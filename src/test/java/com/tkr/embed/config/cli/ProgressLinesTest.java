package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.DownloadProgress.Stage;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final String NAME = "Ops-MM-embedding-v1-7B";

  private static DownloadProgress progress(long bytes, OptionalLong left, String note) {
    return new DownloadProgress(
        Stage.DOWNLOADING, bytes, 16_600_000_000L, left.isPresent() ? 85_000_000 : 0, left, note);
  }

  @Test
  void a_bar_has_bytes_rate_and_time_left_in_one_line_of_a_terminal() {
    String bar = ProgressLines.bar("model", progress(7_520_000_000L, OptionalLong.of(107), ""));
    assertThat(bar)
        .isEqualTo("model [#########-----------] 45 %, 7.52 GB of 16.6 GB, 85.0 MB/s, 1:47 left");
    assertThat(ProgressLines.bar(NAME, progress(7_520_000_000L, OptionalLong.of(107), "")))
        .isEqualTo(NAME + " [###----] 45 %, 7.52 GB of 16.6 GB, 85.0 MB/s, 1:47 left");
    assertThat(ProgressLines.bar(NAME.repeat(4), progress(0, OptionalLong.of(9), ""))).hasSize(79);
  }

  @Test
  void a_line_says_the_same_without_a_bar() {
    assertThat(ProgressLines.line(NAME, progress(7_520_000_000L, OptionalLong.of(7200), "")))
        .isEqualTo(NAME + ": downloading 45 %, 7.52 GB of 16.6 GB, 85.0 MB/s, 2 h 00 min left");
  }

  @Test
  void what_delays_it_stands_in_both() {
    DownloadProgress delayed = progress(0, OptionalLong.empty(), "again in 4 s");
    assertThat(ProgressLines.line("model", delayed))
        .isEqualTo("model: downloading 0 %, 0 B of 16.6 GB, again in 4 s");
    assertThat(ProgressLines.bar("model", delayed)).endsWith("again in 4 s");
  }

  @Test
  void before_anything_is_known_it_is_the_stage_alone() {
    DownloadProgress listing =
        new DownloadProgress(Stage.LISTING, 0, 0, 0, OptionalLong.empty(), "");
    assertThat(ProgressLines.bar("model", listing)).isEqualTo("model: listing");
  }
}
