package com.tkr.embed.input.prompt;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code added_tokens} in a {@code tokenizer.json}.
 *
 * @param id its id; -1 when the entry has none
 * @param content its text; {@code null} when the entry has none
 * @param special whether it is a control token
 * @param flags how it matches: {@code lstrip}, {@code normalized}, ...
 */
record AddedToken(int id, @Nullable String content, boolean special, Map<String, Boolean> flags) {

  /** Reads the object that the parser stands on. */
  static AddedToken read(JsonParser in) throws IOException {
    int id = -1;
    @Nullable String content = null;
    Map<String, Boolean> flags = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      switch (in.nextToken()) {
        case VALUE_NUMBER_INT -> id = "id".equals(field) ? in.getIntValue() : id;
        case VALUE_STRING -> content = "content".equals(field) ? in.getText() : content;
        case VALUE_TRUE, VALUE_FALSE -> flags.put(field, in.getBooleanValue());
        default -> in.skipChildren();
      }
    }
    return new AddedToken(id, content, flags.getOrDefault("special", false), flags);
  }

  /** Whether it matches white space beside it, or only where it is a word: none of ours does. */
  boolean takesNeighbours() {
    return Stream.of("lstrip", "rstrip", "single_word")
        .anyMatch(flag -> flags.getOrDefault(flag, false));
  }

  /** Writes it back. */
  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", id);
    out.writeStringField("content", content);
    for (Map.Entry<String, Boolean> flag : flags.entrySet()) {
      out.writeBooleanField(flag.getKey(), flag.getValue());
    }
    out.writeEndObject();
  }
}
