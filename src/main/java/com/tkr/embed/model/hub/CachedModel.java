package com.tkr.embed.model.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model in the cache, at one commit.
 *
 * @param repository {@code org/name}
 * @param commit which revision of it
 * @param folder its snapshot
 * @param bytes of the files of the snapshot
 * @param missing what it lacks to be served, in one line; empty where it is whole
 */
public record CachedModel(
    String repository, String commit, Path folder, long bytes, Optional<String> missing) {
  /** The name of the profile of a known model; empty for any other. */
  public Optional<String> profile() {
    return KnownModels.profile(repository);
  }

  static CachedModel of(CachedRepository repository, Path snapshot) throws IOException {
    long bytes =
        Folders.files(snapshot).stream()
            .mapToLong(file -> Math.max(0, CachedRepository.size(file)))
            .sum();
    String commit = String.valueOf(snapshot.getFileName());
    return new CachedModel(
        repository.name(), commit, snapshot, bytes, ModelFiles.missing(snapshot));
  }
}
