package com.tkr.embed.model.profile;

import com.tkr.embed.model.Task;
import java.util.Map;

/**
 * The recipe that vectors are made by: the last token's hidden state, with the prompt, the
 * positions and the resizes of a profile.
 *
 * @param name the profile's name; empty when not yet known
 * @param told by what: a file, a setting, or a mark of the folder
 * @param assumed whether the folder does not say so itself by an {@code embedding_profile.json}
 * @param maxLength tokens per input at most, where the model takes as many
 * @param task what the model is for
 * @param matryoshka whether the model was trained for its vectors' leading dimensions
 * @param prompts the instructions that the model's authors give for kinds of inputs, by name
 */
public record Recipe(
    String name,
    String told,
    boolean assumed,
    int maxLength,
    Task task,
    boolean matryoshka,
    Map<String, String> prompts) {
  /** Before the folder was read. */
  public static final Recipe UNKNOWN =
      new Recipe("", "", true, Integer.MAX_VALUE, Task.EMBED, false, Map.of());

  static Recipe of(ModelProfile profile, String told, boolean assumed) {
    return new Recipe(
        profile.name(),
        told,
        assumed,
        profile.maxLength(),
        profile.task(),
        profile.matryoshka(),
        profile.instruction().prompts());
  }

  /** One line for a log. */
  @Override
  public String toString() {
    return name + ", told by " + told;
  }
}
