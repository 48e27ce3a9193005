package com.tkr.embed.config.startup;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a process finds around itself.
 *
 * @param folder the working directory
 * @param environment variables
 * @param properties system properties
 */
public record ProcessEnvironment(
    Path folder, Map<String, String> environment, Map<String, String> properties) {

  /** This process's own. */
  public static ProcessEnvironment ofProcess() {
    Map<String, String> properties =
        System.getProperties().stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, System::getProperty));
    return new ProcessEnvironment(Path.of(""), System.getenv(), properties);
  }

  /** A variable that is set to something. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** A system property that is set to something. */
  Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * Where the platform keeps what belongs to a user's programs: {@code ~/Library/Application
   * Support/tkr-embed} on macOS, {@code $XDG_DATA_HOME/tkr-embed} elsewhere.
   */
  Path dataFolder() {
    Path home = Path.of(properties.getOrDefault("user.home", ""));
    if (properties.getOrDefault("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
      return home.resolve("Library/Application Support/tkr-embed");
    }
    return variable("XDG_DATA_HOME")
        .map(Path::of)
        .orElseGet(() -> home.resolve(".local/share"))
        .resolve("tkr-embed");
  }
}
