package com.tkr.embed.rest.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes small JSON objects, fields in the map's order: strings, numbers, booleans, null, lists and
 * maps of these.
 */
public final class SmallJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private SmallJson() {}

  /** The object as UTF-8. */
  public static byte[] bytes(Map<String, ?> object) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(generator, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      object(generator, map);
    } else if (value instanceof List<?> list) {
      array(generator, list);
    } else {
      scalar(generator, value);
    }
  }

  private static void object(JsonGenerator generator, Map<?, ?> map) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<?, ?> field : map.entrySet()) {
      generator.writeFieldName(field.getKey().toString());
      write(generator, field.getValue());
    }
    generator.writeEndObject();
  }

  private static void array(JsonGenerator generator, List<?> list) throws IOException {
    generator.writeStartArray();
    for (Object element : list) {
      write(generator, element);
    }
    generator.writeEndArray();
  }

  private static void scalar(JsonGenerator generator, Object value) throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof Boolean bool) {
      generator.writeBoolean(bool);
    } else if (value instanceof Integer || value instanceof Long) {
      generator.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      generator.writeNumber(number);
    } else {
      generator.writeString(value.toString());
    }
  }
}
