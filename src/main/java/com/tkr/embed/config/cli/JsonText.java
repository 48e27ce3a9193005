package com.tkr.embed.config.cli;

import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Writes JSON, as the part of YAML that it is. */
final class JsonText {
  private static final DumpSettings JSON =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.FLOW)
          .setDefaultScalarStyle(ScalarStyle.JSON_SCALAR_STYLE)
          .setDereferenceAliases(true)
          .setMultiLineFlow(true)
          .setSplitLines(false)
          .build();

  private JsonText() {}

  /** The object, indented, its members in the map's order. */
  static String of(Map<String, Object> object) {
    return new Dump(JSON)
        .dumpToString(object)
        .lines()
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
