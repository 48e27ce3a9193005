package com.tkr.embed.model.conversion;

import com.tkr.embed.model.hub.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A folder that has another name until it is whole. */
final class PartialFolder {
  private static final String PARTIAL = ".incomplete";

  private PartialFolder() {}

  /** What a folder is called before it is whole. */
  static Path of(Path folder) {
    return folder.resolveSibling(folder.getFileName() + PARTIAL);
  }

  /** Whether a folder is called so. */
  static boolean isOne(Path folder) {
    return String.valueOf(folder.getFileName()).endsWith(PARTIAL);
  }

  /** Gives a whole folder its name, on the disk before that. */
  static void publish(Path partial, Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(partial)) {
      for (Path each : all.toList()) {
        Folders.force(each);
      }
    }
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(folder.resolveSibling("."));
  }
}
