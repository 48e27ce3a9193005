package com.tkr.embed.model.profile;

import com.tkr.embed.model.AnswerTokens;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A checkpoint folder and how vectors are made of it.
 *
 * @param folder with its config.json, tokenizer.json and weights
 * @param profile in all its data
 * @param recipe the same in short
 */
public record ProfiledFolder(Path folder, ModelProfile profile, Recipe recipe) {
  /**
   * The tokens of whose logits scores are made; empty of a model that makes vectors.
   *
   * @throws com.tkr.embed.model.ModelLoadFailed when its vocabulary lacks one
   */
  public Optional<AnswerTokens> answers() {
    return profile.answers().map(words -> new AnswerVocabulary(folder, words).tokens());
  }

  /** One that holds its profile. */
  static ProfiledFolder own(Path folder) {
    ModelProfile profile = ModelProfile.ofFolder(folder);
    String told = "its " + ModelProfile.FILE_NAME;
    return new ProfiledFolder(folder, profile, Recipe.of(profile, told, false));
  }
}
