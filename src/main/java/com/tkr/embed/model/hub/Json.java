package com.tkr.embed.model.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Reads JSON, as the part of YAML that it is: the command line carries no other reader. */
final class Json {
  private static final int DEEPEST = 64;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new JsonSchema())
          .setAllowDuplicateKeys(false)
          .setMaxAliasesForCollections(0)
          .setCodePointLimit(Integer.MAX_VALUE)
          .setUseMarks(false)
          .build();

  private Json() {}

  /**
   * The object that UTF-8 bytes hold.
   *
   * @throws IOException when they hold something else
   */
  static Map<String, Object> object(byte[] utf8) throws IOException {
    String text = text(utf8);
    if (!text.strip().startsWith("{") || depth(text) > DEEPEST) {
      throw new IOException("not a JSON object");
    }
    try {
      return fields(new Load(SETTINGS).loadFromString(text.strip()));
    } catch (YamlEngineException | ClassCastException e) {
      throw new IOException("not JSON", e);
    }
  }

  private static String text(byte[] utf8) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("not JSON: not UTF-8", e);
    }
  }

  /** The members of a value; none where it is no object. */
  static Map<String, Object> fields(@Nullable Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> put(fields, name, member));
    }
    return fields;
  }

  private static void put(
      Map<String, Object> fields, @Nullable Object name, @Nullable Object member) {
    if (name != null && member != null) {
      fields.put(name.toString(), member);
    }
  }

  /** How deeply arrays and objects are nested: the reader would need a stack as deep. */
  private static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        deepest = Math.max(deepest, ++depth);
      } else if (!quoted && (c == '}' || c == ']')) {
        depth--;
      }
    }
    return deepest;
  }
}
