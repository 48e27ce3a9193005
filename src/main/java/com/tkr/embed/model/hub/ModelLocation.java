package com.tkr.embed.model.hub;

import com.tkr.embed.model.ModelLoadFailed;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a configured model lies on this machine.
 *
 * @param name what answers call the model: the last part of the hub name or of the folder
 * @param folder the checkpoint folder
 */
public record ModelLocation(String name, Path folder) {
  /**
   * Finds a folder, or a model of the hub in the local cache.
   *
   * @throws ModelLoadFailed with what was looked for where, to be told after the path
   */
  public static ModelLocation find(String path, HubCache cache) {
    Path folder = folder(path);
    if (Files.isDirectory(folder)) {
      return new ModelLocation(lastName(folder), folder);
    }
    ModelName name = hubName(path).orElseThrow(() -> noSuchFolder(path));
    return cache
        .find(name)
        .map(snapshot -> new ModelLocation(name.model(), snapshot))
        .orElseThrow(() -> notFound(folder, cache));
  }

  /**
   * The model that a path names where that is no folder; empty for what names none.
   *
   * @throws ModelLoadFailed when it is a file, to be told after the path
   */
  public static Optional<ModelName> hubName(String path) {
    Path folder = folder(path);
    if (Files.isDirectory(folder)) {
      return Optional.empty();
    }
    if (Files.exists(folder)) {
      throw new ModelLoadFailed("a file; name the folder that holds the checkpoint");
    }
    return ModelName.parse(path);
  }

  private static Path folder(String path) {
    try {
      return HubAccess.path(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw noSuchFolder(path);
    }
  }

  private static ModelLoadFailed noSuchFolder(String path) {
    String hint =
        ModelName.nearestAlias(path).map(alias -> "; did you mean " + alias + "?").orElse("");
    return new ModelLoadFailed("there is no such folder" + hint);
  }

  private static String lastName(Path folder) {
    Path last = folder.getFileName();
    return last == null ? folder.toString() : last.toString();
  }

  private static ModelLoadFailed notFound(Path folder, HubCache cache) {
    String hubs = cache.hubs().stream().map(Path::toString).collect(Collectors.joining(", "));
    return new ModelLoadFailed(
        "neither the folder %s nor that model in the Hugging Face cache (%s) exists"
            .formatted(folder, hubs));
  }
}
