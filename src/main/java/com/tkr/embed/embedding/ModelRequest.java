package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import java.nio.file.Path;

/**
 * Which model is to be loaded.
 *
 * @param path a folder, a name of the hub or {@code demo}; empty where none is named
 * @param state folder of what is remembered about the model: its vectors, and what ended its
 *     process; two models that are there at once have one each
 * @param beside whether another model serves meanwhile, which is to be left its memory
 */
record ModelRequest(String path, Path state, boolean beside) {
  /** The one that the configuration names. */
  static ModelRequest configured(Settings settings) {
    Path data = settings.get(ServerSettings.DATA_DIR);
    return new ModelRequest(ModelSettings.model(settings).orElse(""), data, false);
  }

  /** Another model, while this one serves. */
  ModelRequest beside(String other, Settings settings) {
    Path data = settings.get(ServerSettings.DATA_DIR);
    return new ModelRequest(other, state.equals(data) ? data.resolve("beside") : data, true);
  }

  /** The same once more, after this one was closed. */
  ModelRequest again() {
    return new ModelRequest(path, state, false);
  }

  /** How its vectors are made, by the setting, which is about the configured model alone. */
  String profile(Settings settings) {
    return path.equals(ModelSettings.model(settings).orElse(""))
        ? settings.get(ModelSettings.PROFILE)
        : ModelSettings.PROFILE_AUTO;
  }

  /** What a line about it begins with. */
  String label() {
    return (beside ? "" : "EMBEDDING_MODEL_PATH=") + path + ": ";
  }
}
