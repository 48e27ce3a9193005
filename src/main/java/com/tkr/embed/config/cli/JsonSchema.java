package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The catalogue as a JSON Schema, by which editors complete and check a YAML file. */
final class JsonSchema {
  private JsonSchema() {}

  /** The schema's text, draft 7. */
  static String text() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "tkr-embed configuration");
    schema.putAll(section(""));
    return JsonText.of(schema);
  }

  private static Map<String, Object> section(String path) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String name : Catalogue.names(path)) {
      properties.put(name, member(path.isEmpty() ? name : path + "." + name));
    }
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("type", "object");
    section.put("additionalProperties", false);
    section.put("properties", properties);
    return section;
  }

  private static Object member(String path) {
    return Catalogue.atPath(path).map(JsonSchema::setting).orElseGet(() -> section(path));
  }

  private static Map<String, Object> setting(Setting<?> setting) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", setting.meaning() + " (" + setting.variable() + ")");
    setting.byDefault().ifPresent(value -> schema.put("default", setting.type().json(value)));
    schema.putAll(new TreeMap<>(setting.type().schema()));
    return schema;
  }
}
