package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.Environment;
import com.tkr.embed.config.startup.ServerConfig;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import java.util.Map;

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
    return ServedModel.askedFor(path, demonstration ? DEMONSTRATION_NAME : path, demonstration);
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
        : ModelLocation.find(served.path(), HubCache.of(config.cacheDir(), environment));
  }
}
