package com.tkr.embed.rest.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.tkr.embed.embedding.EncodingFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;

/**
 * Writes a document of JSON as it is described, streaming: maps are objects with their fields in
 * order, lists and streams are arrays; strings, numbers, booleans and null are themselves. A {@code
 * float[]} is a vector: an array of its shortest digits; a {@code byte[]} is a string of base64.
 */
public final class JsonDocument {
  /** Nothing goes to the client before a chunk is full, and its stream is not ours to close. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final ByteSink sink;
  private final JsonGenerator generator;

  private JsonDocument(OutputStream out) throws IOException {
    sink = new ByteSink(out);
    generator = FACTORY.createGenerator(sink);
  }

  /** Writes a document in UTF-8. */
  public static void write(OutputStream out, Object document) throws IOException {
    JsonDocument json = new JsonDocument(out);
    json.value(document);
    json.generator.close();
    json.sink.flush();
  }

  /** A document as UTF-8. */
  public static byte[] bytes(Object document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A vector as a value of a document. */
  public static Object vector(float[] vector, EncodingFormat format) {
    return format == EncodingFormat.BASE64 ? VectorBytes.of(vector) : vector;
  }

  /** Vectors as an array of a document, each encoded when it is written. */
  public static Object vectors(List<float[]> vectors, EncodingFormat format) {
    return vectors.stream().map(vector -> vector(vector, format));
  }

  private void value(Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof Iterable<?> list) {
      array(list.iterator());
    } else if (value instanceof BaseStream<?, ?> stream) {
      array(stream.iterator());
    } else if (value instanceof float[] vector) {
      besideTheGenerator();
      sink.numbers(vector);
    } else if (value instanceof byte[] bytes) {
      besideTheGenerator();
      sink.base64(bytes);
    } else {
      scalar(value);
    }
  }

  private void object(Map<?, ?> map) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<?, ?> field : map.entrySet()) {
      generator.writeFieldName(field.getKey().toString());
      value(field.getValue());
    }
    generator.writeEndObject();
  }

  private void array(Iterator<?> elements) throws IOException {
    generator.writeStartArray();
    while (elements.hasNext()) {
      value(elements.next());
    }
    generator.writeEndArray();
  }

  private void scalar(Object value) throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof Boolean bool) {
      generator.writeBoolean(bool);
    } else if (value instanceof Integer || value instanceof Long) {
      generator.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      generator.writeNumber(number);
    } else if (value instanceof Float number) {
      generator.writeNumber(number);
    } else {
      generator.writeString(value.toString());
    }
  }

  /** What follows is a value that is written without the generator. */
  private void besideTheGenerator() throws IOException {
    generator.writeRawValue("");
    generator.flush();
  }
}
