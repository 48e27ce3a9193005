package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings among environment variables and system properties. */
final class Variables {
  private static final String PREFIX = "EMBEDDING_";

  /** Of the build, not of the server. */
  private static final String BUILD = "EMBEDDING_GPU";

  private static final String KEY_PREFIX = "embedding.";

  private final ProcessEnvironment process;
  private final Problems problems;

  Variables(ProcessEnvironment process, Problems problems) {
    this.process = process;
    this.problems = problems;
  }

  /** What the environment sets; names that nothing is called are told. */
  List<SettingValue> environment() {
    process.environment().keySet().stream()
        .filter(name -> name.startsWith(PREFIX))
        .filter(name -> Catalogue.ofVariable(name).isEmpty())
        .filter(name -> !name.equals(ConfigFile.VARIABLE) && !name.equals(BUILD))
        .filter(name -> !ServiceLinks.sets(name, process.environment().getOrDefault(name, "")))
        .sorted()
        .forEach(name -> unknown(name, PREFIX, Setting::variable));
    return Catalogue.ALL.stream().map(this::variable).flatMap(Optional::stream).toList();
  }

  /** What system properties set, likewise. */
  List<SettingValue> properties() {
    process.properties().keySet().stream()
        .filter(name -> name.startsWith(KEY_PREFIX))
        .filter(name -> Catalogue.ofKey(name).isEmpty() && !name.equals(ConfigFile.KEY))
        .sorted()
        .forEach(name -> unknown(name, KEY_PREFIX, Setting::key));
    return Catalogue.ALL.stream().map(this::property).flatMap(Optional::stream).toList();
  }

  private Optional<SettingValue> variable(Setting<?> setting) {
    String name = setting.variable();
    return process
        .variable(name)
        .map(text -> new SettingValue(setting, text, Layer.ENVIRONMENT, name));
  }

  private Optional<SettingValue> property(Setting<?> setting) {
    return process
        .property(setting.key())
        .map(text -> new SettingValue(setting, text, Layer.SYSTEM_PROPERTY, "-D" + setting.key()));
  }

  /** What follows the common beginning is compared: the beginning is alike in all. */
  private void unknown(String name, String prefix, Function<Setting<?>, String> naming) {
    Collection<String> known =
        Catalogue.ALL.stream()
            .map(naming)
            .filter(each -> each.startsWith(prefix))
            .map(each -> each.substring(prefix.length()))
            .toList();
    problems.add(new Problems.Unknown(prefix, name.substring(prefix.length()), known));
  }
}
