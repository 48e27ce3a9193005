package com.tkr.embed.config.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259): maps as objects, their members in the map's order, what can be iterated
 * as arrays. A number that is not finite is null, as JSON has none.
 */
final class JsonText {
  private static final String INDENTATION = "  ";
  private static final int FIRST_PRINTABLE = 0x20;

  private final StringBuilder text = new StringBuilder();
  private final boolean lines;

  /**
   * @param lines whether each member and element begins one
   */
  private JsonText(boolean lines) {
    this.lines = lines;
  }

  /** The object in one line, without its end. */
  static String line(Map<String, ?> object) {
    JsonText json = new JsonText(false);
    json.value(object, 0);
    return json.text.toString();
  }

  /** The object, indented. */
  static String of(Map<String, ?> object) {
    JsonText json = new JsonText(true);
    json.value(object, 0);
    return json.text.append('\n').toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      elements(map.entrySet(), "{}", depth);
    } else if (value instanceof Map.Entry<?, ?> member) {
      string(member.getKey().toString());
      text.append(": ");
      value(member.getValue(), depth);
    } else if (value instanceof Iterable<?> list) {
      elements(list, "[]", depth);
    } else if (value == null || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof Number number) {
      text.append(Double.isFinite(number.doubleValue()) ? number : null);
    } else {
      string(value.toString());
    }
  }

  private void elements(Iterable<?> elements, String brackets, int depth) {
    text.append(brackets.charAt(0));
    boolean first = true;
    for (Object element : elements) {
      text.append(first ? "" : lines ? "," : ", ");
      begin(depth + 1);
      value(element, depth + 1);
      first = false;
    }
    if (!first) {
      begin(depth);
    }
    text.append(brackets.charAt(1));
  }

  private void begin(int depth) {
    if (lines) {
      text.append('\n').append(INDENTATION.repeat(depth));
    }
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character < FIRST_PRINTABLE) {
        text.append("\\u%04x".formatted((int) character));
      } else {
        text.append(character == '"' || character == '\\' ? "\\" : "").append(character);
      }
    }
    text.append('"');
  }
}
