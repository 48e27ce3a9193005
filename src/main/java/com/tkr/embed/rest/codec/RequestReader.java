package com.tkr.embed.rest.codec;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the requests of the embedding routes from their unread bodies. Every method throws an
 * {@link com.tkr.embed.error.EmbeddingException}, 400, 413 or 415, when the request breaks its
 * contract. Thread-safe.
 */
public final class RequestReader {
  /** Parts of a form that are not images: the options and the text. */
  private static final int OTHER_PARTS = EmbedOptions.AS_TEXT.size() + 1;

  private final RequestLimits limits;
  private final ByteBudget budget;
  private final boolean exifOrientation;
  private final JsonReader json;
  private final MultipartReader multipart;

  /**
   * @param budget what the bodies of all requests may take together
   * @param exifOrientation whether EXIF orientation is applied when a request does not say
   */
  public RequestReader(RequestLimits limits, ByteBudget budget, boolean exifOrientation) {
    this.limits = limits;
    this.budget = budget;
    this.exifOrientation = exifOrientation;
    json = new JsonReader(limits.textCharacters());
    multipart = new MultipartReader(limits.images() + OTHER_PARTS);
  }

  /** {@code {"texts":[..],..}}: one input per text. */
  public EmbedCall texts(RequestHead head, InputStream in) {
    return json(head, in, this::texts);
  }

  private EmbedCall texts(RequestBody body) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    List<String> texts = new ArrayList<>();
    Map<String, JsonReader.FieldReader> fields = new HashMap<>(EmbedOptions.asJson(options));
    fields.put("texts", value -> texts.addAll(value.strings(limits.texts())));
    json.read(body, fields);
    if (texts.isEmpty()) {
      throw Invalid.field("texts", "is required");
    }
    return options.call(Inputs.ofTexts("texts", texts, options.instruction()), body.held());
  }

  /** A form with {@code file}, one or several: one input per file. */
  public EmbedCall images(RequestHead head, InputStream in) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    FormFields form = new FormFields(limits, options).expectImages("file");
    return form(head, in, body -> images(read(form, head, body), options, body.held()));
  }

  private static EmbedCall images(FormFields form, EmbedOptions options, HeldBytes held) {
    if (form.images().isEmpty()) {
      throw Invalid.field("file", "is required");
    }
    return options.call(Inputs.ofImages("file", form.images(), options.instruction()), held);
  }

  /** A form with {@code text}, {@code image} (one or several) or both: one input of them all. */
  public EmbedCall multimodal(RequestHead head, InputStream in) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    FormFields form = new FormFields(limits, options).expectImages("image").expectText("text");
    return form(head, in, body -> multimodal(read(form, head, body), options, body.held()));
  }

  private static EmbedCall multimodal(FormFields form, EmbedOptions options, HeldBytes held) {
    List<EncodedImage> images = form.images();
    if (images.isEmpty() && form.text() == null) {
      throw Invalid.field("text", "or image is required");
    }
    String text = form.text() == null ? "" : form.text();
    return options.call(List.of(new EmbeddingInput(text, images, options.instruction())), held);
  }

  /** Vectors or texts on each side of a comparison. */
  public SimilarityCall similarity(RequestHead head, InputStream in) {
    SimilarityFields fields = new SimilarityFields(limits);
    return json(
        head,
        in,
        body -> {
          json.read(body, fields.readers());
          return fields.call(body.held());
        });
  }

  private FormFields read(FormFields form, RequestHead head, RequestBody body) {
    form.readQuery(head.query());
    multipart.read(body, head.boundary(), form.readers());
    return form;
  }

  private <T> T json(RequestHead head, InputStream in, Function<RequestBody, T> reading) {
    head.requireUtf8();
    head.requireReadable(limits.jsonBytes());
    return releasedOnFailure(new RequestBody(in, limits.jsonBytes(), budget), reading);
  }

  private <T> T form(RequestHead head, InputStream in, Function<RequestBody, T> reading) {
    head.requireReadable(limits.multipartBytes());
    return releasedOnFailure(new RequestBody(in, limits.multipartBytes(), budget), reading);
  }

  private static <T> T releasedOnFailure(RequestBody body, Function<RequestBody, T> reading) {
    try {
      return reading.apply(body);
    } catch (RuntimeException | Error e) {
      body.held().release();
      throw e;
    }
  }
}
