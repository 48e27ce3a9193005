package com.tkr.embed.rest.cohere;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.ModelStatus;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.body.ModelNames;
import com.tkr.embed.rest.body.NamedPrompts;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/**
 * Reads {@code {"model","texts":[..]|"images":[..]|"inputs":[..],"input_type","embedding_types",
 * "output_dimension","truncate"}}; other fields are passed over. Thread-safe.
 */
@Dependent
public class CohereReader {
  @Inject private Settings settings;
  @Inject private RequestLimits limits;
  @Inject private ImageUrls urls;
  @Inject private ModelNames names;
  @Inject private NamedPrompts prompts;
  @Inject private ModelLifecycle lifecycle;

  CohereRequest read(RequestBody body) {
    CohereFields fields = new CohereFields(limits, urls, settings.get(ServerSettings.MAX_INPUTS));
    urls.reader().read(body, fields.readers());
    names.require(fields.model());
    requireWhole(fields.maxTokens());
    if (fields.isReordered()) {
      body.context().answerHeader(Content.ORDER_HEADER, "images-first");
    }
    return fields.request(prompts.instruction(fields.instruction(), fields.prompt(), body));
  }

  /** Texts are cut to what the model takes, and to nothing shorter. */
  private void requireWhole(int maxTokens) {
    if (maxTokens == 0) {
      return;
    }
    ModelStatus status = lifecycle.status();
    int model =
        Math.min(
            status.ready().info().maxPositionEmbeddings(), status.served().recipe().maxLength());
    if (maxTokens < model) {
      throw Invalid.field(
          "max_tokens", "must be " + model + " at least, the model's own limit, or be left out");
    }
  }
}
