package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.DemonstrationModel;
import com.tkr.embed.model.hub.DownloadFailed;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelDownload;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.ModelName;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Which checkpoint a request means, by configuration and environment. */
final class ModelChoice {
  private static final System.Logger LOG = System.getLogger(ModelChoice.class.getName());

  private final Settings settings;
  private final Map<String, String> environment;
  private final ModelRequest request;

  ModelChoice(Settings settings, Map<String, String> environment, ModelRequest request) {
    this.settings = settings;
    this.environment = environment;
    this.request = request;
  }

  /** What was asked for. */
  ServedModel served() {
    String path = request.path();
    boolean demonstration = path.equals(ModelSettings.DEMONSTRATION);
    return ServedModel.askedFor(
        path, demonstration ? DemonstrationModel.NAME : path, demonstration);
  }

  /**
   * The folder to load, which is fetched from the hub where this machine does not have it.
   *
   * @param fetching is told how to ask for the progress of that
   * @throws ModelLoadFailed with one line that says what was looked for where
   */
  ModelLocation locate(ServedModel served, Consumer<Supplier<DownloadProgress>> fetching) {
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
    try {
      Optional<ModelName> missing =
          ModelLocation.hubName(served.path()).filter(name -> !cache.isWhole(name));
      return missing.isPresent()
          ? fetch(missing.get(), cache, fetching)
          : ModelLocation.find(served.path(), cache);
    } catch (ModelLoadFailed e) {
      throw new ModelLoadFailed(request.label() + e.getMessage(), e);
    }
  }

  private ModelLocation fetch(
      ModelName name, HubCache cache, Consumer<Supplier<DownloadProgress>> fetching) {
    DownloadMeter meter = new DownloadMeter();
    fetching.accept(meter::now);
    LOG.log(Level.INFO, "Fetching {0} into {1}", name, cache.hubs().get(0));
    try {
      return new ModelLocation(
          name.model(), new ModelDownload(cache, environment, meter).fetch(name));
    } catch (DownloadFailed e) {
      throw new ModelLoadFailed(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelLoadFailed("the download was ended", e);
    }
  }
}
