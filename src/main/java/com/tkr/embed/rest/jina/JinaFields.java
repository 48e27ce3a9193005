package com.tkr.embed.rest.jina;

import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.embedding.quantization.VectorType;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.openai.BodyFields;
import com.tkr.embed.rest.openai.EmbeddingsBody;
import com.tkr.embed.rest.openai.VectorForm;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.util.Map;

/**
 * {@code task}, {@code embedding_type} ({@code encoding_type} of older clients), {@code normalized}
 * and {@code late_chunking}.
 */
@Dependent
public class JinaFields implements BodyFields {
  private static final int TYPES = 8;

  @Override
  public Map<String, FieldReader> readers(EmbeddingsBody body) {
    return Map.of(
        "task", value -> body.prompt(prompt(value)),
        "embedding_type", value -> forms(value, body),
        "encoding_type", value -> forms(value, body),
        "normalized", value -> body.normalize(value.bool()),
        "late_chunking", JinaFields::requireFalse);
  }

  private static String prompt(JsonValue task) throws IOException {
    return switch (task.string()) {
      case "retrieval.query", "code.query", "nl2code.query" -> "query";
      case "retrieval.passage", "code.passage", "nl2code.passage" -> "document";
      case "text-matching" -> "similarity";
      case "classification" -> "classification";
      case "separation", "clustering" -> "clustering";
      default ->
          throw Invalid.field(
              task.name(),
              "must be retrieval.query, retrieval.passage, text-matching, classification,"
                  + " clustering, separation, code.query or code.passage");
    };
  }

  private static void forms(JsonValue value, EmbeddingsBody body) throws IOException {
    if (value.isList()) {
      value.each(TYPES, type -> body.form(form(type)));
    } else {
      body.form(form(value));
    }
  }

  private static VectorForm form(JsonValue value) throws IOException {
    String name = value.string();
    if (name.equals(EncodingFormat.BASE64.wireName())) {
      return new VectorForm(name, VectorType.FLOAT, EncodingFormat.BASE64);
    }
    VectorType type =
        VectorType.named(name)
            .orElseThrow(
                () ->
                    Invalid.field(
                        value.name(), "must be float, base64, binary, ubinary, int8 or uint8"));
    return new VectorForm(name, type, EncodingFormat.FLOAT);
  }

  private static void requireFalse(JsonValue value) throws IOException {
    if (value.bool()) {
      throw Invalid.field(
          value.name(),
          "must be false: the model's vector is that of the last token, so that there is nothing to"
              + " pool by chunks");
    }
  }
}
