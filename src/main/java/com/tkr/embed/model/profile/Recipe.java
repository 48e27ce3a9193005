package com.tkr.embed.model.profile;

/**
 * The recipe that vectors are made by: the last token's hidden state, with the prompt and the pixel
 * limits of a profile.
 *
 * @param name the profile's name; empty when not yet known
 * @param assumed whether the folder does not say so itself by an {@code embedding_profile.json}
 */
public record Recipe(String name, boolean assumed) {
  /** Before the folder was read. */
  public static final Recipe UNKNOWN = new Recipe("", true);

  /** One line for a log. */
  @Override
  public String toString() {
    return assumed
        ? name + ", assumed: the folder holds no embedding_profile.json that says otherwise"
        : name + ", as the folder's embedding_profile.json says";
  }
}
