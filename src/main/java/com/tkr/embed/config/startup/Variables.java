package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The settings among environment variables and system properties. */
final class Variables {
  private static final String PREFIX = "EMBEDDING_";
  private static final String KEY_PREFIX = "embedding.";

  private final ProcessEnvironment process;
  private final Problems problems;

  Variables(ProcessEnvironment process, Problems problems) {
    this.process = process;
    this.problems = problems;
  }

  /** What the environment sets; names that nothing is called are told. */
  List<Raw> environment() {
    List<Raw> found = new ArrayList<>();
    for (Setting setting : Catalogue.ALL) {
      process
          .variable(setting.variable())
          .ifPresent(text -> found.add(new Raw(setting, text, setting.variable())));
    }
    process.environment().keySet().stream()
        .filter(name -> name.startsWith(PREFIX))
        .filter(name -> Catalogue.ofVariable(name).isEmpty())
        .filter(name -> !name.equals(ConfigFile.VARIABLE))
        .filter(name -> !ServiceLinks.sets(name, process.environment().get(name)))
        .sorted()
        .forEach(name -> unknown(name, PREFIX, Setting::variable));
    return found;
  }

  /** What system properties set, likewise. */
  List<Raw> properties() {
    List<Raw> found = new ArrayList<>();
    for (Setting setting : Catalogue.ALL) {
      process
          .property(setting.key())
          .ifPresent(text -> found.add(new Raw(setting, text, "-D" + setting.key())));
    }
    process.properties().keySet().stream()
        .filter(name -> name.startsWith(KEY_PREFIX))
        .filter(name -> Catalogue.ofKey(name).isEmpty() && !name.equals(ConfigFile.KEY))
        .sorted()
        .forEach(name -> unknown(name, KEY_PREFIX, Setting::key));
    return found;
  }

  /** What follows the common beginning is compared: the beginning is alike in all. */
  private void unknown(String name, String prefix, Function<Setting, String> naming) {
    Collection<String> known =
        Catalogue.ALL.stream()
            .map(naming)
            .filter(each -> each.startsWith(prefix))
            .map(each -> each.substring(prefix.length()))
            .toList();
    problems.add(new Unknown(prefix, name.substring(prefix.length()), known));
  }
}
