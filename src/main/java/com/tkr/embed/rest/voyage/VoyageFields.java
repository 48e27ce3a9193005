package com.tkr.embed.rest.voyage;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.quantization.VectorType;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.OptionText;
import com.tkr.embed.rest.openai.BodyFields;
import com.tkr.embed.rest.openai.EmbeddingsBody;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;

/**
 * {@code inputs} (lists of contents), {@code input_type} (in the words of NVIDIA's servers too),
 * {@code truncation}, {@code output_dimension}, {@code output_dtype} and {@code output_encoding},
 * as the documents of Voyage's API call the {@code encoding_format} of its clients.
 */
@Dependent
public class VoyageFields implements BodyFields {
  private final ContentReader contents;
  private final int most;

  @Inject
  public VoyageFields(ContentReader contents, Settings settings) {
    this.contents = contents;
    most = settings.get(ServerSettings.MAX_INPUTS);
  }

  @Override
  public Map<String, FieldReader> readers(EmbeddingsBody body) {
    return Map.of(
        "inputs", value -> inputs(value, body),
        "input_type", value -> body.prompt(prompt(value)),
        "truncation", value -> body.truncate(Truncate.of(value.bool())),
        "output_dimension", value -> body.dimensions(value.positive(), value.name()),
        "output_encoding",
            value -> body.format(OptionText.encodingFormat(value.name(), value.string())),
        "output_dtype", value -> body.type(type(value)));
  }

  private void inputs(JsonValue value, EmbeddingsBody body) throws IOException {
    body.from(value.name());
    value.each(most, input -> body.add(contents.read(input)));
  }

  private static String prompt(JsonValue value) throws IOException {
    return switch (value.string()) {
      case "query" -> "query";
      case "document", "passage" -> "document";
      default -> throw Invalid.field(value.name(), "must be query or document");
    };
  }

  private static VectorType type(JsonValue value) throws IOException {
    return VectorType.named(value.string())
        .orElseThrow(
            () -> Invalid.field(value.name(), "must be float, int8, uint8, binary or ubinary"));
  }
}
