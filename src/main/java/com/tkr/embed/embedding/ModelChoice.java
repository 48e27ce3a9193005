package com.tkr.embed.embedding;

import com.tkr.embed.config.startup.Environment;
import com.tkr.embed.config.startup.ServerConfig;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which checkpoint to serve, by configuration and environment. */
final class ModelChoice {
  static final String DEMONSTRATION_NAME = "tkr-embed-demo";

  private final ServerConfig config;
  private final Map<String, String> environment;

  ModelChoice(ServerConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /** What was asked for; development without a model asks for the demonstration model. */
  ServedModel served() {
    String path = config.modelPath().orElseGet(this::fallback);
    boolean demonstration = path.equals(DemonstrationModel.PATH);
    return new ServedModel(path, demonstration ? DEMONSTRATION_NAME : path, demonstration);
  }

  private String fallback() {
    return config.environment() == Environment.PRODUCTION ? "" : DemonstrationModel.PATH;
  }

  /**
   * The folder to load.
   *
   * @throws ModelLoadFailed with one line that says what was looked for where
   */
  ModelLocation locate(ServedModel served) {
    if (served.path().isEmpty()) {
      throw new ModelLoadFailed(
          "EMBEDDING_MODEL_PATH is not set, and production never falls back to the demonstration"
              + " model: set it to a checkpoint folder, a hub name, or demo");
    }
    return served.demonstration()
        ? new ModelLocation(served.name(), DemonstrationModel.unpack(config.dataDir()))
        : ModelLocation.find(served.path(), new HubCache(hubs()));
  }

  /** The order of huggingface_hub: HF_HUB_CACHE, HF_HOME/hub, XDG_CACHE_HOME; ours first. */
  private List<Path> hubs() {
    List<Path> hubs = new ArrayList<>();
    config.cacheDir().ifPresent(hubs::add);
    hubs.add(
        folder("HF_HUB_CACHE")
            .or(() -> folder("HF_HOME").map(home -> home.resolve("hub")))
            .or(() -> folder("XDG_CACHE_HOME").map(cache -> cache.resolve("huggingface/hub")))
            .orElseGet(
                () -> Path.of(System.getProperty("user.home"), ".cache", "huggingface", "hub")));
    return hubs;
  }

  private Optional<Path> folder(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isBlank()).map(Path::of);
  }
}
