package com.tkr.embed.rest.ollama;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Reads {@code {"model","input":".."|[..],"images":[..],"truncate","dimensions"}} and what the
 * older route has of it, {@code {"model","prompt"}}. Other fields ({@code options}, {@code
 * keep_alive}) are passed over. Thread-safe.
 */
@Dependent
public class OllamaReader {
  @Inject private Settings settings;
  @Inject private RequestLimits limits;
  @Inject private ImageUrls urls;
  @Inject private OllamaNames names;

  /**
   * A request.
   *
   * @param model as the client calls it
   * @param embedding may have no inputs, with which Ollama loads a model
   */
  record Named(String model, EmbeddingRequest embedding) {}

  /** Of {@code /api/embed}: vectors of unit length. */
  Named embed(RequestBody body) {
    OllamaFields fields = fields();
    urls.reader().read(body, fields.readers());
    return request(fields, fields.inputs(), true);
  }

  /** Of {@code /api/embeddings}: one vector, as long as the model makes it. */
  Named embeddings(RequestBody body) {
    OllamaFields fields = fields();
    urls.reader().read(body, fields.readersOfOne());
    List<EmbeddingInput> inputs = fields.inputs();
    if (inputs.size() > 1) {
      throw Invalid.field(
          "images", "may be one where there is no prompt: the answer has one vector");
    }
    return request(fields, inputs.stream().map(OllamaReader::whole).toList(), false);
  }

  /** Pages of a file are pictures of the one input. */
  private static EmbeddingInput whole(EmbeddingInput input) {
    return new EmbeddingInput(input.content(), null, input.instruction(), input.name());
  }

  /** Of {@code /api/show}: the model's name alone. */
  String model(RequestBody body) {
    OllamaFields fields = fields();
    urls.reader().read(body, fields.readers());
    return names.require(fields.model());
  }

  private OllamaFields fields() {
    return new OllamaFields(limits, urls, settings.get(ServerSettings.MAX_INPUTS));
  }

  private Named request(OllamaFields fields, List<EmbeddingInput> inputs, boolean normalize) {
    return new Named(
        names.require(fields.model()),
        new EmbeddingRequest(
            inputs, normalize, fields.dimensions(), fields.truncate(), EncodingFormat.FLOAT));
  }
}
