package com.tkr.embed.rest.embed;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.rest.body.NamedPrompts;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.MultipartReader;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.tei.SentenceFields;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the bodies of our own routes. Every method throws an {@link
 * com.tkr.embed.error.EmbeddingException}, 400, 413 or 415, when a body breaks its contract.
 * Thread-safe.
 */
@Dependent
public class RequestReader {
  /** Parts of a form that are not images: the options and the text. */
  private static final int OTHER_PARTS = EmbedOptions.AS_TEXT.size() + 1;

  private final RequestLimits limits;
  private final boolean exifOrientation;
  private final NamedPrompts prompts;
  private final JsonReader json;
  private final MultipartReader multipart;

  @Inject
  public RequestReader(RequestLimits limits, Settings settings, NamedPrompts prompts) {
    this.limits = limits;
    this.prompts = prompts;
    exifOrientation = settings.get(ModelSettings.EXIF_ORIENTATION);
    json = new JsonReader(limits.textCharacters());
    multipart = new MultipartReader(limits.images() + OTHER_PARTS);
  }

  /** {@code {"texts":[..],..}}: one input per text. */
  EmbeddingRequest texts(RequestBody body) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    List<String> texts = new ArrayList<>();
    Map<String, JsonReader.FieldReader> fields = new HashMap<>(EmbedOptions.asJson(options));
    fields.put("texts", value -> texts.addAll(value.strings(limits.texts())));
    json.read(body, fields);
    if (texts.isEmpty()) {
      throw Invalid.field("texts", "is required");
    }
    return options.request(Inputs.ofTexts("texts", texts, options.instruction()));
  }

  /** A form with {@code file}, one or several: one input per file. Options may be in the query. */
  EmbeddingRequest images(RequestBody body, Map<String, List<String>> query) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    FormFields form = new FormFields(limits, options).expectImages("file");
    read(form, body, query);
    if (form.images().isEmpty()) {
      throw Invalid.field("file", "is required");
    }
    return options.request(Inputs.ofImages("file", form.images(), options.instruction()));
  }

  /**
   * A form with {@code text}, {@code image} (one or several) or both: one input of them all.
   * Whether one of neither is an input is the model's to say.
   */
  EmbeddingRequest multimodal(RequestBody body, Map<String, List<String>> query) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    FormFields form = new FormFields(limits, options).expectImages("image").expectText("text");
    read(form, body, query);
    return options.request(
        List.of(new EmbeddingInput(form.text(), form.images(), options.instruction())));
  }

  /** Vectors or texts on each side of a comparison, or TEI's sentences. */
  SimilarityRequest similarity(RequestBody body) {
    SentenceFields sentences =
        new SentenceFields(limits, name -> prompts.required("prompt_name", name, body));
    SimilarityFields fields = new SimilarityFields(limits, sentences);
    json.read(body, fields.readers());
    return fields.request();
  }

  private void read(FormFields form, RequestBody body, Map<String, List<String>> query) {
    form.readQuery(query);
    multipart.read(body, body.boundary(), form.readers());
  }
}
