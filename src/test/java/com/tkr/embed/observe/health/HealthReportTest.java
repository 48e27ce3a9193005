package com.tkr.embed.observe.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.LoadFailure;
import com.tkr.embed.embedding.ModelStatus;
import com.tkr.embed.embedding.ServedModel;
import com.tkr.embed.model.DeviceProbe;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.DownloadProgress.Stage;
import com.tkr.embed.model.LoadStage;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.model.Task;
import com.tkr.embed.model.profile.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HealthReportTest {
  private static final ServedModel SERVED =
      new ServedModel(
          "/models/m", "m", false, new Recipe("r", "a mark", true, 9, Task.EMBED, false, Map.of()));
  private static final ModelInfo INFO =
      new ModelInfo(
          "m",
          8,
          9,
          10,
          10,
          28,
          2,
          "gpu",
          "mlx",
          "exact",
          "q4",
          11,
          "MLX",
          "0.32.4",
          Optional.of(new DeviceProbe("sound", 1e-4, 900, 800)));

  @Test
  void a_ready_model_is_healthy() {
    Map<String, Object> body =
        body(
            new ModelState.Ready(
                INFO, Instant.EPOCH, Duration.ofSeconds(3), Optional.of(Duration.ofMillis(1610))));
    assertThat(body)
        .containsEntry("status", "healthy")
        .containsEntry("model_loaded", true)
        .containsEntry("framework", "MLX")
        .containsEntry("device", "gpu")
        .containsEntry("memory_usage_gb", 1.234)
        .containsEntry("memory_private_gb", 0.567)
        .containsEntry("uptime_seconds", 12.345)
        .containsEntry("model", "m")
        .containsEntry("demonstration", false)
        .containsEntry("recipe", "r")
        .containsEntry("recipe_assumed", true)
        .containsEntry("ready_since", "1970-01-01T00:00:00Z")
        .containsEntry("first_text_seconds", 1.61)
        .containsEntry(
            "device_probe", Map.of("error", 1e-4, "dense_gflops", 900.0, "quantized_gflops", 800.0))
        .doesNotContainKeys("reason", "progress");
  }

  @Test
  void a_loading_model_says_how_far_it_is() {
    assertThat(body(loading(LoadStage.LOADING, Optional.empty())))
        .containsEntry("status", "loading")
        .containsEntry("model_loaded", false)
        .containsEntry("device", null)
        .containsEntry("stage", "loading")
        .containsEntry("progress", 0.25)
        .containsEntry("seconds_left", 12L)
        .doesNotContainKeys("first_text_seconds", "ready_since", "bytes", "note");
    assertThat(body(loading(LoadStage.CONVERTING, Optional.empty())))
        .containsEntry("stage", "converting");
  }

  private static ModelState loading(LoadStage stage, Optional<DownloadProgress> download) {
    return new ModelState.Loading(stage, 0.25, OptionalLong.of(12), download);
  }

  @Test
  void a_model_that_is_to_take_its_place_is_a_note_and_so_is_one_that_did_not() {
    ModelStatus next = status(loading(LoadStage.LOADING, Optional.empty()));
    ModelStatus now = status(new ModelState.Closed());
    assertThat(report(withBeside(now, Optional.of(next), Optional.empty())).body())
        .containsEntry("note", "m is being made ready to take its place");
    LoadFailure failure = new LoadFailure("ops-9b", "there is no such folder", Instant.EPOCH);
    assertThat(report(withBeside(now, Optional.empty(), Optional.of(failure))).body())
        .containsEntry("note", "ops-9b did not take its place: there is no such folder");
  }

  private static ModelStatus withBeside(
      ModelStatus now, Optional<ModelStatus> beside, Optional<LoadFailure> failure) {
    return new ModelStatus(now.served(), now.state(), 1, beside, failure, true);
  }

  @Test
  void a_model_that_is_fetched_says_how_much_and_how_long() {
    DownloadProgress download =
        new DownloadProgress(Stage.DOWNLOADING, 25, 100, 5, OptionalLong.of(15), "again in 4 s");
    assertThat(body(loading(LoadStage.DOWNLOADING, Optional.of(download))))
        .containsEntry("status", "loading")
        .containsEntry("stage", "downloading")
        .containsEntry("progress", 0.25)
        .containsEntry("bytes", 25L)
        .containsEntry("total_bytes", 100L)
        .containsEntry("bytes_per_second", 5L)
        .containsEntry("seconds_left", 12L)
        .containsEntry("note", "again in 4 s");
  }

  @Test
  void a_failed_model_says_why_and_a_closed_one_is_unhealthy() {
    assertThat(body(new ModelState.Failed("no config.json in /models/m")))
        .containsEntry("status", "unhealthy")
        .containsEntry("reason", "no config.json in /models/m");
    assertThat(body(new ModelState.Closed())).containsEntry("status", "unhealthy");
  }

  @Test
  void this_process_takes_memory_and_has_been_running() {
    ProcessStats now = ProcessStats.now(0);
    assertThat(now.residentBytes()).isGreaterThan(10_000_000);
    assertThat(now.uptimeSeconds()).isPositive();
  }

  private static Map<String, Object> body(ModelState state) {
    return report(status(state)).body();
  }

  private static ModelStatus status(ModelState state) {
    return new ModelStatus(SERVED, state, 1, Optional.empty(), Optional.empty(), false);
  }

  private static HealthReport report(ModelStatus status) {
    return new HealthReport(status, new ProcessStats(1_234_567_890, 567_000_000, 12_345));
  }
}
