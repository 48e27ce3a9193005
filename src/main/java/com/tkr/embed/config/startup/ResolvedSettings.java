package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Environment;
import com.tkr.embed.config.settings.LogLevel;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.ServingSettings;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.settings.Settings;
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
public final class ResolvedSettings implements Settings {
  private final ProcessEnvironment process;
  private final Problems problems = new Problems();
  private final References references;

  /** By path. */
  private final Map<Layer, Map<String, SettingValue>> layers = new EnumMap<>(Layer.class);

  private final Set<Setting<?>> mistaken = new HashSet<>();
  private final List<String> warnings;

  private ResolvedSettings(ProcessEnvironment process) {
    this.process = process;
    references = new References(process, problems);
    file();
    Variables variables = new Variables(process, problems);
    variables.environment().forEach(raw -> accept(raw, raw.value()));
    variables.properties().forEach(raw -> accept(raw, raw.value()));
    defaults();
    Rules rules = new Rules(this, problems);
    rules.check();
    warnings = Stream.of(references.warnings(), rules.warnings()).flatMap(List::stream).toList();
  }

  /** What this process was started with, or a server would be. */
  public static ResolvedSettings ofProcess() {
    return OfProcess.SETTINGS;
  }

  private static final class OfProcess {
    private static final ResolvedSettings SETTINGS = of(ProcessEnvironment.ofProcess());
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
    return List.copyOf(layers.getOrDefault(layer, Map.of()).values());
  }

  /** The value that holds for a setting and where it comes from; empty when nothing does. */
  public Optional<SettingValue> effective(Setting<?> setting) {
    return layers.values().stream()
        .map(layer -> layer.get(setting.path()))
        .filter(Objects::nonNull)
        .reduce((beaten, later) -> later);
  }

  @Override
  public <T> T get(Setting<T> setting) {
    return effective(setting)
        .map(found -> setting.type().read(found.value(), this))
        .orElseGet(setting.type()::absent);
  }

  /** Whether somebody wrote a value that is not allowed, which is told already. */
  boolean isMistaken(Setting<?> setting) {
    return mistaken.contains(setting);
  }

  /** Where the server keeps what outlives it. */
  public Path dataFolder() {
    return process.folder().resolve(get(ServerSettings.DATA_DIR));
  }

  /** What belongs to one running server alone. */
  public Path runFolder() {
    return process.folder().resolve(get(ServerSettings.RUN_DIR));
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

  private void expand(Path file, SettingValue raw) {
    Optional<String> text = references.expand(raw);
    if (text.isEmpty()) {
      mistaken.add(raw.setting());
    } else if (!text.get().isBlank()) {
      accept(raw, text.get());
      refuseProduction(file, raw);
    }
  }

  private void refuseProduction(Path file, SettingValue raw) {
    boolean production =
        raw.setting().equals(ServerSettings.ENVIRONMENT)
            && Environment.PRODUCTION.isNamed(raw.value());
    if (production && ConfigFile.isForDevelopment(file)) {
      problems.add(
          raw.place(), "environment: production belongs in a config.yaml, not in this file");
    }
  }

  private void accept(SettingValue raw, String text) {
    Optional<String> value = references.secret(raw, text);
    Optional<String> canonical = value.flatMap(raw.setting().type()::canonical);
    if (canonical.isPresent()) {
      put(raw.canonical(canonical.get()));
    } else {
      mistaken.add(raw.setting());
      value.ifPresent(wrong -> problems.add(raw));
    }
  }

  private void put(SettingValue value) {
    layers
        .computeIfAbsent(value.layer(), layer -> new LinkedHashMap<>())
        .put(value.setting().path(), value);
  }

  private void defaults() {
    for (Setting<?> setting : Catalogue.ALL) {
      setting.byDefault().ifPresent(value -> byDefault(setting, value, "default"));
    }
    byDefault(ServerSettings.DATA_DIR, process.dataFolder().toString(), "default");
    byDefault(ServerSettings.RUN_DIR, byAddress().toString(), "default");
    if (get(ServerSettings.DEBUG)) {
      byDefault(ServingSettings.LOG_LEVEL, LogLevel.DEBUG.name(), "debug");
    }
  }

  /** A folder for each address that a server can have; a colon would end a path in Java's lists. */
  private Path byAddress() {
    String name = get(ServerSettings.HOST).replace(':', '_') + "-" + get(ServerSettings.PORT);
    return dataFolder().resolve("run").resolve(name);
  }

  private void byDefault(Setting<?> setting, String value, String place) {
    put(new SettingValue(setting, value, Layer.DEFAULT, place));
  }
}
