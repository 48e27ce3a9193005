package com.tkr.embed.embedding.cache;

import java.nio.file.Path;

/**
 * Where vectors outlive the server.
 *
 * @param folder below the data folder; one server's alone
 * @param revision what {@link CacheKeys#revision()} says; vectors of another one are dropped
 * @param maxBytes disk space at most, about
 */
public record CacheFile(Path folder, String revision, long maxBytes) {
  private static final String NAME = "vectors.mv";

  Path path() {
    return folder.resolve(NAME);
  }

  /** Where a file is put that cannot be read. */
  Path damaged() {
    return folder.resolve(NAME + ".damaged");
  }
}
