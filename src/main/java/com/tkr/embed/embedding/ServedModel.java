package com.tkr.embed.embedding;

import com.tkr.embed.model.profile.Recipe;

/**
 * Which model the server was asked to serve.
 *
 * @param path as configured, or {@code demo}
 * @param name what answers call it
 * @param demonstration whether it is the small model shipped with the server
 * @param recipe how its vectors are made
 */
public record ServedModel(String path, String name, boolean demonstration, Recipe recipe) {
  /** Before the configuration was read. */
  static final ServedModel UNKNOWN = new ServedModel("", "none", false, Recipe.UNKNOWN);

  /** The model as it was asked for, its folder not yet looked into. */
  static ServedModel askedFor(String path, String name, boolean demonstration) {
    return new ServedModel(path, name, demonstration, Recipe.UNKNOWN);
  }
}
