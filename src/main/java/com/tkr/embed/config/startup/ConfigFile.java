package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Environment;
import com.tkr.embed.config.settings.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which YAML file is read: the one that {@code EMBEDDING_CONFIG} names, else the first that exists
 * of {@code config.dev.yaml} and {@code config.yaml}, in the working directory, then in {@code
 * payara-config}. Production passes over {@code config.dev.yaml}.
 */
final class ConfigFile {
  static final String VARIABLE = "EMBEDDING_CONFIG";
  static final String KEY = "embedding.config";
  private static final String DEVELOPMENT = "config.dev.yaml";
  private static final List<String> FOLDERS = List.of("", "payara-config");

  private ConfigFile() {}

  /** The file's path as messages show it; empty when there is none. */
  static Optional<Path> find(ProcessEnvironment process, Problems problems) {
    Optional<String> named = process.property(KEY).or(() -> process.variable(VARIABLE));
    return named.isPresent() ? named(process, named.get(), problems) : usual(process);
  }

  /** Whether a file is for development alone. */
  static boolean isForDevelopment(Path file) {
    return file.endsWith(DEVELOPMENT);
  }

  private static Optional<Path> named(ProcessEnvironment process, String name, Problems problems) {
    if (Files.isRegularFile(process.folder().resolve(name))) {
      return Optional.of(Path.of(name));
    }
    problems.add(VARIABLE + "=" + Problems.oneLine(name), "there is no such file");
    return Optional.empty();
  }

  private static Optional<Path> usual(ProcessEnvironment process) {
    List<String> names =
        isProduction(process) ? List.of("config.yaml") : List.of(DEVELOPMENT, "config.yaml");
    return FOLDERS.stream()
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(path -> Files.isRegularFile(process.folder().resolve(path)))
        .findFirst();
  }

  private static boolean isProduction(ProcessEnvironment process) {
    return process
        .property(ServerSettings.ENVIRONMENT.key())
        .or(() -> process.variable(ServerSettings.ENVIRONMENT.variable()))
        .filter(Environment.PRODUCTION::isNamed)
        .isPresent();
  }
}
