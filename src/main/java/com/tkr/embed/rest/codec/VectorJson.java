package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes the one large field of an answer, vectors or rows of numbers, streaming, followed by its
 * small fields: {@code {"embeddings":[[..],..],"shape":[n,d],..}}.
 */
public final class VectorJson {
  private final ByteSink sink;

  private VectorJson(OutputStream out) {
    sink = new ByteSink(out);
  }

  /**
   * Writes an object.
   *
   * @param rows written first
   * @param rest the fields after them, in order; at least one
   */
  public static void write(OutputStream out, Rows rows, Map<String, ?> rest) throws IOException {
    VectorJson json = new VectorJson(out);
    json.rows(rows);
    json.rest(rest);
    json.sink.flush();
  }

  /**
   * Rows of finite numbers under a field's name.
   *
   * @param field the field
   * @param vectors the rows, in order
   * @param format how each is written
   */
  public record Rows(String field, List<float[]> vectors, EncodingFormat format) {}

  private void rows(Rows rows) throws IOException {
    sink.ascii("{\"" + rows.field() + "\":[");
    boolean first = true;
    for (float[] vector : rows.vectors()) {
      if (!first) {
        sink.ascii(',');
      }
      first = false;
      row(vector, rows.format());
    }
    sink.ascii(']');
  }

  private void row(float[] vector, EncodingFormat format) throws IOException {
    if (format == EncodingFormat.BASE64) {
      base64(vector);
    } else {
      numbers(vector);
    }
  }

  private void numbers(float[] vector) throws IOException {
    char before = '[';
    for (float value : vector) {
      sink.ascii(before);
      sink.number(value);
      before = ',';
    }
    sink.ascii(vector.length == 0 ? "[]" : "]");
  }

  private void base64(float[] vector) throws IOException {
    sink.ascii('"');
    sink.bytes(Base64.getEncoder().encode(VectorBytes.of(vector)));
    sink.ascii('"');
  }

  /** The small fields: a written object's content, its opening brace replaced by a comma. */
  private void rest(Map<String, ?> fields) throws IOException {
    byte[] object = SmallJson.bytes(fields);
    object[0] = ',';
    sink.bytes(object);
  }
}
