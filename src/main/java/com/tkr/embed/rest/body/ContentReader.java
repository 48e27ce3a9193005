package com.tkr.embed.rest.body;

import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.JsonValue;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one input, or a query or document, in the forms that servers of several kinds of input
 * take: a text, {@code {"text"}}, {@code {"image"}} ({@code url} or {@code bytes} of Jina's older
 * clients), one or a list, both, parts with a {@code type} ({@code text}, {@code image_url}, {@code
 * image_base64}), or {@code {"content"}} with a list of any of these.
 */
@Dependent
public class ContentReader {
  /** Parts of one input at most. */
  private static final int PARTS = 1024;

  private static final List<String> REFUSED =
      List.of("video", "video_url", "video_base64", "audio", "audio_url", "input_audio");

  private final ImageUrls images;

  @Inject
  public ContentReader(ImageUrls images) {
    this.images = images;
  }

  /** The input that a value is, named by where it stands; it may have nothing in it. */
  public Content readAny(JsonValue value) throws IOException {
    Content content = new Content(value.name());
    read(value, content);
    return content;
  }

  /** The same, refused where there is nothing in it. */
  public Content read(JsonValue value) throws IOException {
    Content content = readAny(value);
    if (content.isEmpty()) {
      throw Invalid.field(content.name(), "must have a text or an image");
    }
    return content;
  }

  /** Adds the parts that a value is. */
  public void read(JsonValue value, Content to) throws IOException {
    if (value.isString()) {
      text(value, to);
    } else if (value.isList()) {
      value.each(PARTS, part -> read(part, to));
    } else if (value.isObject()) {
      value.object(fields(to));
    } else {
      throw Invalid.field(
          value.name(), "must be a text, an object with text or image, or a list of these");
    }
  }

  private Map<String, JsonReader.FieldReader> fields(Content to) {
    Map<String, JsonReader.FieldReader> fields = new HashMap<>();
    REFUSED.forEach(name -> fields.put(name, ContentReader::refuse));
    fields.put("type", JsonValue::string); // the field that is there says it as well
    fields.put("text", value -> text(value, to));
    fields.put("image", value -> image(value, to));
    fields.put("image_url", value -> image(value, to));
    fields.put("image_base64", value -> image(value, to));
    fields.put("url", value -> image(value, to));
    fields.put("bytes", value -> image(value, to));
    fields.put("content", value -> read(value, to));
    fields.put("instruction", value -> to.instruction(value.string()));
    return fields;
  }

  /** However many parts a text comes in, it is no longer than one may be. */
  private void text(JsonValue value, Content to) throws IOException {
    to.text(value.string());
    if (to.characters() > images.limits().textCharacters()) {
      throw Invalid.limit(to.name(), images.limits().textCharacters(), "characters");
    }
  }

  /** A picture by itself, or an object that has it as {@code url}; or several of these. */
  private void image(JsonValue value, Content to) throws IOException {
    if (value.isList()) {
      value.each(PARTS, element -> image(element, to));
    } else if (value.isString()) {
      to.image(images.image(value));
    } else {
      value.object(Map.of("url", url -> to.image(images.image(url)), "detail", JsonValue::string));
    }
  }

  private static void refuse(JsonValue value) {
    throw Invalid.field(
        value.name(), "is not taken: the model embeds text and pictures; send a video's frames");
  }
}
