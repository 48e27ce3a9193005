package com.tkr.embed.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where the platform keeps what belongs to a user's programs. */
public final class UserFolders {
  private UserFolders() {}

  /**
   * {@code ~/Library/Application Support/tkr-embed} on macOS, {@code $XDG_DATA_HOME/tkr-embed}
   * elsewhere.
   */
  public static Path data() {
    Path home = Path.of(System.getProperty("user.home"));
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
      return home.resolve("Library/Application Support/tkr-embed");
    }
    return Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .orElseGet(() -> home.resolve(".local/share"))
        .resolve("tkr-embed");
  }
}
