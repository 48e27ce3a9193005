package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelDownload;
import com.tkr.embed.model.hub.ModelFiles;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.ModelName;
import java.util.Map;
import java.util.Optional;

/** Whether the configured model is where it is said to be; its weights are not read. */
final class ModelCheck {
  private ModelCheck() {}

  /**
   * What a server would say of its model instead of serving it, in one line; empty when nothing.
   *
   * @param environment variables that say where the Hugging Face cache is
   */
  static Optional<String> problem(Settings settings, Map<String, String> environment) {
    Optional<String> model = ModelSettings.model(settings);
    if (model.isEmpty()) {
      return Optional.of(
          "production: no model is named: set EMBEDDING_MODEL_PATH to a checkpoint folder, a hub"
              + " name, or demo");
    }
    return model
        .filter(path -> !path.equals(ModelSettings.DEMONSTRATION))
        .filter(path -> !isFetched(path, environment))
        .flatMap(
            path ->
                problem(path, cache(settings, environment))
                    .map(what -> "EMBEDDING_MODEL_PATH=" + path + ": " + what));
  }

  /** What is missing of a model of the hub comes when the server starts. */
  private static boolean isFetched(String path, Map<String, String> environment) {
    return ModelName.parse(path).isPresent() && !ModelDownload.isForbidden(environment);
  }

  private static HubCache cache(Settings settings, Map<String, String> environment) {
    return HubCache.of(settings.get(ModelSettings.CACHE_DIR), environment);
  }

  private static Optional<String> problem(String path, HubCache cache) {
    try {
      return ModelFiles.missing(ModelLocation.find(path, cache).folder());
    } catch (ModelLoadFailed e) {
      return Optional.of(e.getMessage());
    }
  }
}
