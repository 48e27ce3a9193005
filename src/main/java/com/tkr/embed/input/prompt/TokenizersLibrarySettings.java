package com.tkr.embed.input.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Settings of DJL's tokenizers library, which reads them from system properties: nothing is
 * downloaded, nothing is reported home, and the native code is unpacked into this user's cache.
 */
final class TokenizersLibrarySettings {
  private static final String CACHE = "ENGINE_CACHE_DIR";

  private TokenizersLibrarySettings() {}

  /** Sets what the operator did not set. */
  static synchronized void apply() {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    setDefault("RUST_FLAVOR", "cpu");
    if (System.getProperty(CACHE) == null && System.getenv(CACHE) == null) {
      System.setProperty(CACHE, cacheFolder().toString());
    }
  }

  private static void setDefault(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /** The user's cache folder; a private temporary one where that cannot be written. */
  private static Path cacheFolder() {
    Path folder = userCache().resolve("tkr-embed");
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return folder;
      }
    } catch (IOException e) {
      // falls through: a home that cannot be written is an ordinary case in containers
    }
    return temporaryFolder();
  }

  private static Path userCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    if (xdg != null && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg);
    }
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    return Path.of(System.getProperty("user.home"), mac ? "Library/Caches" : ".cache");
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("tkr-embed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
