package com.tkr.embed.config.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259): maps as objects, their members in the map's order, what can be iterated
 * as arrays. A number that is not finite is null, as JSON has none.
 */
final class JsonText {
  private static final FormattingStyle LINE =
      FormattingStyle.COMPACT.withSpaceAfterSeparators(true);

  private final JsonWriter json;

  private JsonText(JsonWriter json) {
    this.json = json;
  }

  /** The object in one line, without its end. */
  static String line(Map<String, ?> object) {
    return written(object, LINE);
  }

  /** The object, indented. */
  static String of(Map<String, ?> object) {
    return written(object, FormattingStyle.PRETTY) + "\n";
  }

  private static String written(Map<String, ?> object, FormattingStyle style) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setFormattingStyle(style);
    try {
      new JsonText(json).value(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a text in memory
    }
    return text.toString();
  }

  private void value(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      members(map);
    } else if (value instanceof Iterable<?> list) {
      elements(list);
    } else if (value instanceof Boolean truth) {
      json.value(truth);
    } else if (value instanceof Number number) {
      json.value(Double.isFinite(number.doubleValue()) ? number : null);
    } else {
      json.value(value == null ? null : value.toString());
    }
  }

  private void members(Map<?, ?> map) throws IOException {
    json.beginObject();
    for (Map.Entry<?, ?> member : map.entrySet()) {
      json.name(member.getKey().toString());
      value(member.getValue());
    }
    json.endObject();
  }

  private void elements(Iterable<?> list) throws IOException {
    json.beginArray();
    for (Object element : list) {
      value(element);
    }
    json.endArray();
  }
}
