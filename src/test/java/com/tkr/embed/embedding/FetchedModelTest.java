package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.model.hub.Fault;
import com.tkr.embed.model.hub.StandInHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose files the hub has yet to send. */
class FetchedModelTest {
  private static final String WEIGHTS = "model.safetensors";
  private static final int HELD_AT = 200_000;

  @TempDir Path temporary;
  private StandInHub hub;
  private final ScriptedRuntime runtime = new ScriptedRuntime();
  private ReloadableModel model;

  @BeforeEach
  void begin() throws IOException {
    hub = new StandInHub();
    for (String file :
        List.of("config.json", "embedding_profile.json", WEIGHTS, "tokenizer.json")) {
      hub.file(file, Files.readAllBytes(ScriptedRuntime.FOLDER.resolve(file)));
    }
    hub.fault(WEIGHTS, Fault.held(HELD_AT, new CountDownLatch(1)));
    FixedSettings settings =
        new FixedSettings()
            .with(ModelSettings.MODEL_PATH, Optional.of(StandInHub.REPOSITORY))
            .with(ModelSettings.CACHE_DIR, Optional.of(temporary.resolve("hub")))
            .with(ServerSettings.DATA_DIR, temporary)
            .with(ModelSettings.WATCHDOG, Duration.ofHours(1));
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", hub.endpoint().toString(), "HF_HOME", temporary.toString());
    model = new ReloadableModel(TestResources.of(settings, environment, runtime));
    model.start();
    until(() -> fetched() >= HELD_AT);
  }

  @AfterEach
  void end() {
    model.stop();
    hub.close();
  }

  private long fetched() {
    return shown() instanceof ModelState.Loading loading
        ? loading.download().map(files -> files.bytes()).orElse(0L)
        : 0;
  }

  private ModelState shown() {
    return model.session().life().shown();
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_reload_ends_a_download_and_goes_on_from_there() {
    model.reload();
    until(() -> shown() instanceof ModelState.Ready);
    assertThat(runtime.events).containsExactly("load on model-owner", "open on model-owner");
    assertThat(hub.requests())
        .filteredOn(line -> line.startsWith("GET /lfs/"))
        .hasSize(2)
        .last()
        .matches(line -> line.matches("GET /lfs/model.safetensors bytes=[1-9]\\d*-"));
  }

  @Test
  void a_stop_ends_a_download_and_keeps_what_has_come() throws IOException {
    model.stop();
    assertThat(shown()).isEqualTo(new ModelState.Closed());
    assertThat(runtime.events).isEmpty();
    try (var files = Files.walk(temporary.resolve("hub"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".incomplete")).map(Path::toFile))
          .anyMatch(file -> file.length() >= HELD_AT);
    }
  }
}
