package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.observe.metrics.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a model of the demonstration checkpoint is served with, outside the container. */
final class TestResources {
  private TestResources() {}

  static ModelResources of(ModelRuntime runtime, Path data) {
    FixedSettings settings =
        new FixedSettings()
            .with(ModelSettings.MODEL_PATH, Optional.of(ScriptedRuntime.FOLDER.toString()))
            .with(ServerSettings.DATA_DIR, data)
            .with(ModelSettings.WATCHDOG, Duration.ofHours(1));
    return of(settings, Map.of(), runtime);
  }

  static ModelResources of(
      Settings settings, Map<String, String> environment, ModelRuntime runtime) {
    return of(settings, environment, runtime, () -> Long.MAX_VALUE);
  }

  static ModelResources of(
      Settings settings,
      Map<String, String> environment,
      ModelRuntime runtime,
      LongSupplier availableBytes) {
    return new ModelResources(
        settings, environment, runtime, new NoMetrics(), Thread::new, availableBytes);
  }

  private static final class NoMetrics extends ServingMetrics {
    @Override
    public void batch(int inputs, long tokens) {}

    @Override
    public void spent(Stage stage, long nanos) {}

    @Override
    public void refused(String reason) {}
  }
}
