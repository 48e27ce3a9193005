package com.tkr.embed.embedding;

/**
 * Which model the server was asked to serve.
 *
 * @param path as configured, or {@code demo}
 * @param name what answers call it
 * @param demonstration whether it is the small model shipped with the server
 */
public record ServedModel(String path, String name, boolean demonstration) {
  /** Before the configuration was read. */
  static final ServedModel UNKNOWN = new ServedModel("", "none", false);
}
