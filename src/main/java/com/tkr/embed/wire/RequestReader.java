package com.tkr.embed.wire;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the requests of the embedding routes from their unread bodies. Every method throws an
 * {@link com.tkr.embed.error.EmbeddingException}, 400, 413 or 415, when the request breaks its
 * contract. Thread-safe.
 */
public final class RequestReader {
  /** Parts of a form that are not images: the options and the text. */
  private static final int OTHER_PARTS = EmbedOptions.AS_TEXT.size() + 1;

  private final RequestLimits limits;
  private final boolean exifOrientation;
  private final JsonReader json;
  private final MultipartReader multipart;

  /**
   * @param exifOrientation whether EXIF orientation is applied when a request does not say
   */
  public RequestReader(RequestLimits limits, boolean exifOrientation) {
    this.limits = limits;
    this.exifOrientation = exifOrientation;
    json = new JsonReader(limits.textCharacters());
    multipart = new MultipartReader(limits.images() + OTHER_PARTS);
  }

  /** {@code {"texts":[..],..}}: one input per text. */
  public EmbedCall texts(RequestHead head, InputStream body) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    List<String> texts = new ArrayList<>();
    Map<String, JsonReader.FieldReader> fields = new HashMap<>(EmbedOptions.asJson(options));
    fields.put("texts", value -> texts.addAll(value.strings(limits.texts())));
    head.requireUtf8();
    json.read(head.body(body, limits.jsonBytes()), fields);
    if (texts.isEmpty()) {
      throw Invalid.field("texts", "is required");
    }
    return options.call(
        texts.stream()
            .map(text -> new EmbeddingInput(text, List.of(), options.instruction()))
            .toList());
  }

  /** A form with {@code file}, one or several: one input per file. */
  public EmbedCall images(RequestHead head, InputStream body) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    FormFields form = new FormFields(limits, options).expectImages("file");
    read(form, head, body);
    if (form.images().isEmpty()) {
      throw Invalid.field("file", "is required");
    }
    return options.call(
        form.images().stream()
            .map(image -> new EmbeddingInput("", List.of(image), options.instruction()))
            .toList());
  }

  /** A form with {@code text}, {@code image} (one or several) or both: one input of them all. */
  public EmbedCall multimodal(RequestHead head, InputStream body) {
    EmbedOptions options = new EmbedOptions(exifOrientation);
    FormFields form = new FormFields(limits, options).expectImages("image").expectText("text");
    read(form, head, body);
    List<EncodedImage> images = form.images();
    if (images.isEmpty() && form.text() == null) {
      throw Invalid.field("text", "or image is required");
    }
    String text = form.text() == null ? "" : form.text();
    return options.call(List.of(new EmbeddingInput(text, images, options.instruction())));
  }

  /** Vectors or texts on each side of a comparison. */
  public SimilarityCall similarity(RequestHead head, InputStream body) {
    SimilarityFields fields = new SimilarityFields(limits);
    head.requireUtf8();
    json.read(head.body(body, limits.jsonBytes()), fields.readers());
    return fields.call();
  }

  private void read(FormFields form, RequestHead head, InputStream body) {
    form.readQuery(head.query());
    multipart.read(head.body(body, limits.multipartBytes()), head.boundary(), form.readers());
  }
}
