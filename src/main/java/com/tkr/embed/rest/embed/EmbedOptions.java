package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.OptionText;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What every embedding route may be asked beside its inputs, with the defaults. */
final class EmbedOptions {
  /** Readers of the options as text: name and value to effect. */
  static final Map<String, BiConsumer<EmbedOptions, String>> AS_TEXT =
      Map.of(
          "instruction", (options, text) -> options.instruction = text,
          "normalize", (options, text) -> options.normalize = OptionText.bool("normalize", text),
          "dimensions",
              (options, text) -> options.dimensions = OptionText.positive("dimensions", text),
          "encoding_format",
              (options, text) ->
                  options.format = OptionText.encodingFormat("encoding_format", text),
          "truncate", (options, text) -> options.truncate = OptionText.bool("truncate", text),
          "exif_orientation",
              (options, text) ->
                  options.exifOrientation = OptionText.bool("exif_orientation", text));

  /** Readers of the options in JSON; none concerns images. */
  static Map<String, JsonReader.FieldReader> asJson(EmbedOptions options) {
    return Map.of(
        "instruction", value -> options.instruction = value.string(),
        "normalize", value -> options.normalize = value.bool(),
        "dimensions", value -> options.dimensions = value.positive(),
        "encoding_format",
            value -> options.format = OptionText.encodingFormat("encoding_format", value.string()),
        "truncate", value -> options.truncate = value.bool());
  }

  private @Nullable String instruction;
  private boolean normalize = true;
  private int dimensions;
  private EncodingFormat format = EncodingFormat.FLOAT;
  private boolean truncate = true;
  private boolean exifOrientation;

  /**
   * @param exifOrientation whether EXIF orientation is applied when the request does not say
   */
  EmbedOptions(boolean exifOrientation) {
    this.exifOrientation = exifOrientation;
  }

  /** The system instruction, {@code null} for the profile's default. */
  @Nullable String instruction() {
    return instruction;
  }

  boolean exifOrientation() {
    return exifOrientation;
  }

  /** The request with these options. */
  EmbeddingRequest request(List<EmbeddingInput> inputs) {
    return new EmbeddingRequest(inputs, normalize, dimensions, truncate, format);
  }
}
