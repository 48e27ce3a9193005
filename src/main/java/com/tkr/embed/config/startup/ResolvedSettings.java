package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every setting read once: what holds, where it comes from, and what is wrong. */
public final class ResolvedSettings {
  private final ProcessEnvironment process;
  private final Problems problems = new Problems();
  private final References references;
  private final Map<Layer, Map<Setting, SettingValue>> layers = new EnumMap<>(Layer.class);
  private final Set<Setting> mistaken = new HashSet<>();
  private final List<String> warnings;

  private ResolvedSettings(ProcessEnvironment process) {
    this.process = process;
    references = new References(process, problems);
    for (Layer layer : Layer.values()) {
      layers.put(layer, new LinkedHashMap<>());
    }
    file();
    Variables variables = new Variables(process, problems);
    variables.environment().forEach(raw -> accept(Layer.ENVIRONMENT, raw, raw.text()));
    variables.properties().forEach(raw -> accept(Layer.SYSTEM_PROPERTY, raw, raw.text()));
    defaults();
    Rules rules = new Rules(this, problems);
    rules.check();
    warnings = Stream.of(references.warnings(), rules.warnings()).flatMap(List::stream).toList();
  }

  /** Reads what this process would be started with. */
  public static ResolvedSettings ofProcess() {
    return of(ProcessEnvironment.ofProcess());
  }

  static ResolvedSettings of(ProcessEnvironment process) {
    return new ResolvedSettings(process);
  }

  /** What is wrong, a line each; nothing may be served while there is any. */
  public List<String> problems() {
    return problems.lines();
  }

  /** What is allowed and probably not meant, a line each. */
  public List<String> warnings() {
    return warnings;
  }

  /** What one place sets, whether or not another beats it. */
  public Collection<SettingValue> layer(Layer layer) {
    return List.copyOf(layers.get(layer).values());
  }

  /** What holds for a setting; empty when nothing does. */
  public Optional<SettingValue> effective(Setting setting) {
    return layers.values().stream()
        .map(layer -> layer.get(setting))
        .filter(Objects::nonNull)
        .reduce((beaten, later) -> later);
  }

  /** The value at a path that the program names; empty when nothing holds. */
  public Optional<String> value(String path) {
    return effective(Catalogue.require(path)).map(SettingValue::value);
  }

  /**
   * The value of a setting that has a default.
   *
   * @throws java.util.NoSuchElementException when it has none
   */
  public String required(String path) {
    return value(path).orElseThrow();
  }

  /** Whether somebody wrote a value that is not allowed, which is told already. */
  boolean isMistaken(String path) {
    return mistaken.contains(Catalogue.require(path));
  }

  /** Where the server keeps what outlives it. */
  public Path dataFolder() {
    return process.folder().resolve(required("server.data_dir"));
  }

  /** What belongs to one running server alone. */
  public Path runFolder() {
    return process.folder().resolve(required("server.run_dir"));
  }

  private void file() {
    Optional<Path> found = ConfigFile.find(process, problems);
    if (found.isPresent()) {
      YamlFile file = new YamlFile(found.get().toString(), problems);
      YamlSettings settings = new YamlSettings(file, problems);
      file.read(process.folder().resolve(found.get()))
          .map(settings::of)
          .orElse(List.of())
          .forEach(raw -> expand(found.get(), raw));
    }
  }

  private void expand(Path file, Raw raw) {
    Optional<String> text = references.expand(raw);
    if (text.isEmpty()) {
      mistaken.add(raw.setting());
    } else if (!text.get().isBlank()) {
      accept(Layer.FILE, raw, text.get());
      refuseProduction(file, raw);
    }
  }

  private void refuseProduction(Path file, Raw raw) {
    boolean production =
        raw.setting().path().equals("environment")
            && raw.text().strip().equalsIgnoreCase("production");
    if (production && ConfigFile.isForDevelopment(file)) {
      problems.add(
          raw.place(), "environment: production belongs in a config.yaml, not in this file");
    }
  }

  private void accept(Layer layer, Raw raw, String text) {
    Optional<String> value = references.secret(raw, text);
    Optional<String> canonical = value.flatMap(raw.setting().type()::canonical);
    if (canonical.isPresent()) {
      put(layer, new SettingValue(raw.setting(), canonical.get(), layer, raw.place()));
    } else {
      mistaken.add(raw.setting());
      value.ifPresent(wrong -> problems.add(raw));
    }
  }

  private void put(Layer layer, SettingValue value) {
    layers.get(layer).put(value.setting(), value);
  }

  private void defaults() {
    for (Setting setting : Catalogue.ALL) {
      setting.byDefault().ifPresent(value -> byDefault(setting, value, "default"));
    }
    Setting folder = Catalogue.require("server.data_dir");
    byDefault(folder, process.dataFolder().toString(), "default");
    byDefault(Catalogue.require("server.run_dir"), byAddress().toString(), "default");
    if (value("debug").equals(Optional.of("true"))) {
      byDefault(Catalogue.require("logging.level"), "DEBUG", "debug");
    }
  }

  /** A folder for each address that a server can have; a colon would end a path in Java's lists. */
  private Path byAddress() {
    String name = required("server.host").replace(':', '_') + "-" + required("server.port");
    return dataFolder().resolve("run").resolve(name);
  }

  private void byDefault(Setting setting, String value, String place) {
    put(Layer.DEFAULT, new SettingValue(setting, value, Layer.DEFAULT, place));
  }
}
