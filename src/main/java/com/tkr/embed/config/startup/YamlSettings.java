package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.settings.TextList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Takes the settings out of a YAML document; values are taken as they are written. */
final class YamlSettings {
  private final YamlFile file;
  private final Problems problems;
  private final List<SettingValue> found = new ArrayList<>();

  YamlSettings(YamlFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** What the document sets. */
  List<SettingValue> of(Node document) {
    section("", document);
    return found;
  }

  private void section(String path, Node node) {
    if (node instanceof MappingNode mapping) {
      Set<String> seen = new HashSet<>();
      mapping.getValue().forEach(entry -> member(path, entry, seen));
    } else if (!isNull(node)) {
      String section = path.isEmpty() ? "the file" : path;
      problems.add(file.line(node), section + ": expected names with values below it");
    }
  }

  private void member(String section, NodeTuple entry, Set<String> seen) {
    Node key = entry.getKeyNode();
    if (!(key instanceof ScalarNode scalar)) {
      problems.add(file.line(key), "a name must be one word");
      return;
    }
    String path = section.isEmpty() ? scalar.getValue() : section + "." + scalar.getValue();
    if (!seen.add(path)) {
      problems.add(file.line(key), Problems.oneLine(path) + " stands in the file twice");
    } else {
      take(path, key, entry.getValueNode());
    }
  }

  private void take(String path, Node key, Node value) {
    Optional<Setting<?>> setting = Catalogue.atPath(path);
    if (setting.isPresent()) {
      text(setting.get(), value)
          .map(text -> new SettingValue(setting.get(), text, Layer.FILE, file.line(key)))
          .ifPresent(found::add);
    } else if (Catalogue.isSection(path)) {
      section(path, value);
    } else {
      unknown(path, key);
    }
  }

  /** A known name in the wrong section is told with the right one. */
  private void unknown(String path, Node key) {
    int dot = path.lastIndexOf('.') + 1;
    String name = path.substring(dot);
    Optional<String> elsewhere =
        Catalogue.ALL.stream()
            .filter(setting -> setting.name().equals(name))
            .map(Setting::path)
            .findFirst();
    if (elsewhere.isPresent()) {
      String hint = " is no setting; did you mean " + elsewhere.get() + "?";
      problems.add(file.line(key), path + hint);
    } else {
      String section = path.substring(0, Math.max(0, dot - 1));
      Problems.Unknown unknown =
          new Problems.Unknown(path.substring(0, dot), name, Catalogue.names(section));
      problems.add(file.line(key), unknown);
    }
  }

  /** The value as text; empty for none. */
  private Optional<String> text(Setting<?> setting, Node value) {
    if (value instanceof SequenceNode list && setting.type() instanceof TextList) {
      return elements(setting, list);
    }
    if (value instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue()).filter(text -> !isNull(value) && !text.isBlank());
    }
    String kind = value instanceof SequenceNode ? "a list" : "a section";
    String expected = ": expected " + setting.type().expected() + ", not " + kind;
    problems.add(file.line(value), setting.path() + expected);
    return Optional.empty();
  }

  private Optional<String> elements(Setting<?> setting, SequenceNode list) {
    if (!list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      problems.add(file.line(list), setting.path() + ": expected " + setting.type().expected());
      return Optional.empty();
    }
    String joined =
        list.getValue().stream()
            .map(element -> ((ScalarNode) element).getValue())
            .collect(Collectors.joining(","));
    return Optional.of(joined).filter(text -> !text.isBlank());
  }

  private static boolean isNull(Node node) {
    return Tag.NULL.equals(node.getTag());
  }
}
