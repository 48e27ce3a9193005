package com.tkr.embed.model.hub;

import com.tkr.embed.model.ModelLoadFailed;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Where a configured model lies on this machine.
 *
 * @param name what answers call the model: the last part of the hub name or of the folder
 * @param folder the checkpoint folder
 */
public record ModelLocation(String name, Path folder) {
  /**
   * Finds a folder, or a hub name in the local cache.
   *
   * @throws ModelLoadFailed with one line that says what was looked for where
   */
  public static ModelLocation find(String path, HubCache cache) {
    Path folder = folder(path);
    if (Files.isDirectory(folder)) {
      return new ModelLocation(lastName(folder), folder);
    }
    if (Files.exists(folder)) {
      throw new ModelLoadFailed(
          "EMBEDDING_MODEL_PATH=" + path + ": a file; name the folder that holds the checkpoint");
    }
    if (!HubCache.isHubName(path)) {
      throw noSuchFolder(path);
    }
    return cache
        .find(path)
        .map(snapshot -> new ModelLocation(hubModel(path), snapshot))
        .orElseThrow(() -> notFound(path, folder, cache));
  }

  private static Path folder(String path) {
    String home = System.getProperty("user.home");
    try {
      Path folder = Path.of(path.startsWith("~/") ? home + path.substring(1) : path);
      return folder.toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw noSuchFolder(path);
    }
  }

  private static ModelLoadFailed noSuchFolder(String path) {
    return new ModelLoadFailed("EMBEDDING_MODEL_PATH=" + path + ": there is no such folder");
  }

  private static String lastName(Path folder) {
    Path last = folder.getFileName();
    return last == null ? folder.toString() : last.toString();
  }

  private static String hubModel(String path) {
    return path.substring(path.indexOf('/') + 1).replaceFirst("@.*", "");
  }

  private static ModelLoadFailed notFound(String path, Path folder, HubCache cache) {
    String hubs = cache.hubs().stream().map(Path::toString).collect(Collectors.joining(", "));
    return new ModelLoadFailed(
        "EMBEDDING_MODEL_PATH=%s: neither the folder %s nor that model in the Hugging Face cache (%s) exists"
            .formatted(path, folder, hubs));
  }
}
