package com.tkr.embed.rest.cohere;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code inputs}: {@code {"content":[{"type":"text","text":".."},
 * {"type":"image_url","image_url":{"url":"data:.."}}]}}, one vector of them all. As the models were
 * trained, pictures come before the text; texts are joined by line feeds.
 */
final class ContentFields {
  private final RequestLimits limits;
  private final ImageUrls urls;
  private final List<String> texts = new ArrayList<>();
  private final List<EncodedImage> images = new ArrayList<>();

  ContentFields(RequestLimits limits, ImageUrls urls) {
    this.limits = limits;
    this.urls = urls;
  }

  /** The input that a value is; its instruction is not known yet. */
  EmbeddingInput read(JsonValue value) throws IOException {
    String name = value.name();
    value.object(
        Map.of("content", parts -> parts.each(limits.texts() + limits.images(), this::readPart)));
    if (texts.isEmpty() && images.isEmpty()) {
      throw Invalid.field(name + ".content", "is required");
    }
    return new EmbeddingInput(String.join("\n", texts), images, null, name);
  }

  private static final class Part {
    @Nullable String type;
    @Nullable String text;
    @Nullable EncodedImage image;
  }

  private void readPart(JsonValue value) throws IOException {
    String name = value.name();
    Part part = new Part();
    value.object(
        Map.of(
            "type", type -> part.type = type.string(),
            "text", text -> part.text = text.string(),
            "image_url",
                image -> image.object(Map.of("url", url -> part.image = urls.image(url)))));
    boolean text = "text".equals(part.type) && part.text != null && part.image == null;
    boolean image = "image_url".equals(part.type) && part.image != null && part.text == null;
    if (!text && !image) {
      throw Invalid.field(name, "must be a text or an image_url, as its type says");
    }
    if (part.text != null) {
      texts.add(part.text);
    }
    if (part.image != null) {
      images.add(part.image);
    }
  }
}
