package com.tkr.embed.model.profile;

import java.nio.file.Path;

/**
 * A checkpoint folder and how vectors are made of it.
 *
 * @param folder with its config.json, tokenizer.json and weights
 * @param profile in all its data
 * @param recipe the same in short
 */
public record ProfiledFolder(Path folder, ModelProfile profile, Recipe recipe) {
  /** One that holds its profile. */
  static ProfiledFolder own(Path folder) {
    ModelProfile profile = ModelProfile.ofFolder(folder);
    String told = "its " + ModelProfile.FILE_NAME;
    return new ProfiledFolder(folder, profile, Recipe.of(profile, told, false));
  }
}
