package com.tkr.embed.config.startup;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the platform keeps what belongs to a user's programs. */
public final class UserFolders {
  private UserFolders() {}

  /**
   * {@code ~/Library/Application Support/tkr-embed} on macOS, {@code $XDG_DATA_HOME/tkr-embed}
   * elsewhere.
   */
  static Path data(Map<String, String> environment, Map<String, String> properties) {
    Path home = Path.of(properties.getOrDefault("user.home", ""));
    if (properties.getOrDefault("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
      return home.resolve("Library/Application Support/tkr-embed");
    }
    return Optional.ofNullable(environment.get("XDG_DATA_HOME"))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .orElseGet(() -> home.resolve(".local/share"))
        .resolve("tkr-embed");
  }
}
