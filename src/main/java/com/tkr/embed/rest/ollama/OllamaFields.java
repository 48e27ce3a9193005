package com.tkr.embed.rest.ollama;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of Ollama's requests as they are read. An empty text asks for nothing, as there. */
final class OllamaFields {
  private final RequestLimits limits;
  private final ImageUrls urls;
  private final int most;
  private final List<EncodedImage> images = new ArrayList<>();
  private List<String> texts = List.of();
  private boolean list;
  private boolean truncate = true;
  private @Nullable String model;
  private @Nullable String instruction;
  private int dimensions;

  /**
   * @param most texts at most
   */
  OllamaFields(RequestLimits limits, ImageUrls urls, int most) {
    this.limits = limits;
    this.urls = urls;
    this.most = most;
  }

  /** The readers of {@code /api/embed}'s fields, and of {@code /api/show}'s. */
  Map<String, FieldReader> readers() {
    Map<String, FieldReader> readers = common();
    readers.put("input", this::readTexts);
    return readers;
  }

  /** The readers of the older route's fields. */
  Map<String, FieldReader> readersOfOne() {
    Map<String, FieldReader> readers = common();
    readers.put("prompt", value -> texts = List.of(value.string()));
    return readers;
  }

  private Map<String, FieldReader> common() {
    Map<String, FieldReader> readers = new HashMap<>();
    readers.put("model", value -> model = value.string());
    readers.put("name", value -> model = model == null ? value.string() : model);
    readers.put("images", value -> value.each(limits.images(), this::readImage));
    readers.put("truncate", value -> truncate = value.bool());
    readers.put("dimensions", value -> dimensions = value.upTo(Integer.MAX_VALUE));
    readers.put("instruction", value -> instruction = value.string());
    return readers;
  }

  /** As the client calls it; {@code null} where it does not. */
  @Nullable String model() {
    return model;
  }

  int dimensions() {
    return dimensions;
  }

  Truncate truncate() {
    return Truncate.of(truncate);
  }

  /**
   * One input per text; with pictures beside one text, one of them all; of pictures alone one each.
   * Empty where there are none of either.
   */
  List<EmbeddingInput> inputs() {
    if (images.isEmpty()) {
      return texts.equals(List.of("")) && !list
          ? List.of()
          : Inputs.ofTexts("input", texts, instruction);
    }
    if (texts.isEmpty()) {
      return Inputs.ofImages("images", images, instruction);
    }
    if (texts.size() > 1) {
      throw Invalid.field("images", "may stand beside one text, or beside none");
    }
    return List.of(new EmbeddingInput(texts.get(0), images, instruction));
  }

  private void readTexts(JsonValue value) throws IOException {
    list = value.isList();
    texts = value.stringOrStrings(most);
  }

  private void readImage(JsonValue value) throws IOException {
    images.add(urls.image(value));
  }
}
