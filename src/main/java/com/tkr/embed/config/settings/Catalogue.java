package com.tkr.embed.config.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting, in the order in which a YAML file has them. */
public final class Catalogue {
  /** All of them. */
  public static final List<Setting<?>> ALL =
      Stream.of(ServerSettings.ALL, ModelSettings.ALL, SecuritySettings.ALL, ServingSettings.ALL)
          .flatMap(list -> list.all().stream())
          .toList();

  private static final Map<String, Setting<?>> PATHS = by(Setting::path);
  private static final Map<String, Setting<?>> KEYS = by(Setting::key);
  private static final Map<String, Setting<?>> VARIABLES = by(Setting::variable);

  private Catalogue() {}

  /** The setting at a path in a YAML file. */
  public static Optional<Setting<?>> atPath(String path) {
    return Optional.ofNullable(PATHS.get(path));
  }

  /** The setting of a MicroProfile key. */
  public static Optional<Setting<?>> ofKey(String key) {
    return Optional.ofNullable(KEYS.get(key));
  }

  /** The setting of an environment variable. */
  public static Optional<Setting<?>> ofVariable(String variable) {
    return Optional.ofNullable(VARIABLES.get(variable));
  }

  /** Whether a path is that of a section: settings lie below it. */
  public static boolean isSection(String path) {
    return path.isEmpty() || PATHS.keySet().stream().anyMatch(each -> each.startsWith(path + "."));
  }

  /** Names of settings and sections directly in a section; the empty path is the top. */
  public static Collection<String> names(String section) {
    String prefix = section.isEmpty() ? "" : section + ".";
    return PATHS.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
        .distinct()
        .toList();
  }

  private static Map<String, Setting<?>> by(Function<Setting<?>, String> name) {
    return ALL.stream()
        .collect(
            Collectors.toMap(
                name, Function.identity(), Catalogue::refuseTwice, LinkedHashMap::new));
  }

  private static Setting<?> refuseTwice(Setting<?> one, Setting<?> other) {
    throw new IllegalStateException(one.path() + " and " + other.path() + " have one name");
  }
}
