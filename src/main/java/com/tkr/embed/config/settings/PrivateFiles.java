package com.tkr.embed.config.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Files with secrets, which nobody else should be able to read. */
final class PrivateFiles {
  private PrivateFiles() {}

  /** What to do where every user of this machine can read a file; empty where that is not so. */
  static Optional<String> warning(Path file) {
    return isOpen(file)
        ? Optional.of("every user can read the secret in " + file + ": chmod 600 " + file)
        : Optional.empty();
  }

  private static boolean isOpen(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
