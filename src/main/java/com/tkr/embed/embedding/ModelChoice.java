package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import java.nio.file.Path;
import java.util.Map;

/** Which checkpoint to serve, by configuration and environment. */
final class ModelChoice {
  static final String DEMONSTRATION_NAME = "tkr-embed-demo";

  private final Settings settings;
  private final Map<String, String> environment;

  ModelChoice(Settings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** What was asked for; development without a model asks for the demonstration model. */
  ServedModel served() {
    String path = ModelSettings.model(settings).orElse("");
    boolean demonstration = path.equals(ModelSettings.DEMONSTRATION);
    return ServedModel.askedFor(path, demonstration ? DEMONSTRATION_NAME : path, demonstration);
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
    if (served.demonstration()) {
      Path data = settings.get(ServerSettings.DATA_DIR);
      return new ModelLocation(served.name(), DemonstrationModel.unpack(data));
    }
    HubCache cache = HubCache.of(settings.get(ModelSettings.CACHE_DIR), environment);
    return ModelLocation.find(served.path(), cache);
  }
}
