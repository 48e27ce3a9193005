package com.tkr.embed.model.hub;

import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The small model that travels in the WAR, put on disk so that it loads like any other checkpoint.
 */
public final class DemonstrationModel {
  /** What answers call it. */
  public static final String NAME = "tkr-embed-demo";

  private static final List<String> FILES =
      List.of("config.json", "embedding_profile.json", "model.safetensors", "tokenizer.json");

  private DemonstrationModel() {}

  /** Writes the checkpoint below {@code data}, over what an older version may have left there. */
  public static Path unpack(Path data) {
    Path folder = data.resolve("demonstration");
    try {
      Files.createDirectories(folder);
      for (String file : FILES) {
        copy(file, folder);
      }
      return folder;
    } catch (IOException e) {
      throw new ModelLoadFailed(
          "The demonstration model could not be written to " + folder + ": " + e, e);
    }
  }

  /**
   * Renamed into place, so that a server that is mapping the old file keeps it; what is the same
   * stays as old as it is, because its time tells the cache whether its vectors still count.
   */
  private static void copy(String file, Path folder) throws IOException {
    Path temporary = Files.createTempFile(folder, file, ".part");
    try (InputStream resource =
        DemonstrationModel.class.getResourceAsStream("/demonstration/" + file)) {
      if (resource == null) {
        throw new IOException("this build holds no demonstration/" + file);
      }
      Files.copy(resource, temporary, StandardCopyOption.REPLACE_EXISTING);
    }
    Path place = folder.resolve(file);
    if (Files.exists(place) && Files.mismatch(temporary, place) < 0) {
      Files.delete(temporary);
    } else {
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
