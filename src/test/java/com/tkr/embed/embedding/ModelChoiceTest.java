package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.StandInHub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelChoiceTest {
  @TempDir Path temporary;
  private StandInHub hub;
  private final AtomicReference<Supplier<DownloadProgress>> progress = new AtomicReference<>();

  @BeforeEach
  void begin() throws IOException {
    hub = new StandInHub();
    hub.file("config.json", "{}")
        .file("tokenizer.json", "{ }")
        .file("model.safetensors", "weights");
  }

  @AfterEach
  void end() {
    hub.close();
  }

  private ModelLocation locate(String path, Map<String, String> environment) {
    FixedSettings settings =
        new FixedSettings()
            .with(ModelSettings.MODEL_PATH, Optional.of(path))
            .with(ModelSettings.CACHE_DIR, Optional.of(temporary))
            .with(ServerSettings.DATA_DIR, temporary);
    return locate(settings, environment, ModelRequest.configured(settings));
  }

  private ModelLocation locate(
      FixedSettings settings, Map<String, String> environment, ModelRequest request) {
    ModelChoice choice = new ModelChoice(settings, environment, request);
    return choice.locate(choice.served(), progress::set);
  }

  private Map<String, String> online() {
    return Map.of("HF_ENDPOINT", hub.endpoint().toString(), "HF_HOME", temporary.toString());
  }

  @Test
  void a_model_that_is_not_here_is_fetched_once() {
    ModelLocation fetched = locate(StandInHub.REPOSITORY, online());
    assertThat(fetched.name()).isEqualTo("Some-Model-7B");
    assertThat(fetched.folder().resolve("model.safetensors")).hasContent("weights");
    assertThat(progress.get().get().share()).isEqualTo(1);
    hub.forgetRequests();
    progress.set(null);
    assertThat(locate(StandInHub.REPOSITORY, online())).isEqualTo(fetched);
    assertThat(hub.requests()).isEmpty();
    assertThat(progress.get()).isNull();
  }

  @Test
  void what_cannot_be_fetched_is_told_with_the_name_and_the_reason() {
    assertThatThrownBy(() -> locate("Org/Other", online()))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageStartingWith("EMBEDDING_MODEL_PATH=Org/Other: " + hub.endpoint())
        .hasMessageContaining("has no repository Org/Other");
    assertThatThrownBy(() -> locate("Org/Other", Map.of("HF_HUB_OFFLINE", "1")))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("HF_HUB_OFFLINE");
  }

  @Test
  void a_mistyped_short_name_is_told_with_the_right_one() {
    assertThatThrownBy(() -> locate("ops-8b", online()))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessage("EMBEDDING_MODEL_PATH=ops-8b: there is no such folder; did you mean ops-2b?");
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void one_that_the_configuration_did_not_name_is_told_without_it() {
    FixedSettings settings =
        new FixedSettings()
            .with(ModelSettings.MODEL_PATH, Optional.of("demo"))
            .with(ModelSettings.CACHE_DIR, Optional.of(temporary))
            .with(ServerSettings.DATA_DIR, temporary);
    ModelRequest beside = ModelRequest.configured(settings).beside("ops-8b", settings);
    assertThatThrownBy(() -> locate(settings, online(), beside))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessage("ops-8b: there is no such folder; did you mean ops-2b?");
  }
}
