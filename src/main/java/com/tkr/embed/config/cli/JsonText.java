package com.tkr.embed.config.cli;

import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Writes JSON, as the part of YAML that it is. */
final class JsonText {
  private static final DumpSettings JSON = settings(true);
  private static final DumpSettings LINE = settings(false);

  private JsonText() {}

  private static DumpSettings settings(boolean lines) {
    return DumpSettings.builder()
        .setDefaultFlowStyle(FlowStyle.FLOW)
        .setDefaultScalarStyle(ScalarStyle.JSON_SCALAR_STYLE)
        .setDereferenceAliases(true)
        .setMultiLineFlow(lines)
        .setSplitLines(false)
        .build();
  }

  /** The object in one line, without its end. */
  static String line(Map<String, Object> object) {
    return new Dump(LINE).dumpToString(object).strip();
  }

  /** The object, indented, its members in the map's order. */
  static String of(Map<String, Object> object) {
    return new Dump(JSON)
        .dumpToString(object)
        .lines()
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
