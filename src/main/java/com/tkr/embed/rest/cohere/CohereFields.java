package com.tkr.embed.rest.cohere;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.embedding.quantization.VectorType;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.OptionText;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a request of Cohere's as they are read. */
final class CohereFields {
  /** float32 in base64, beside the types of {@link VectorType}. */
  static final String BASE64 = "base64";

  private static final Map<String, String> PROMPTS =
      Map.of(
          "search_query", "query",
          "search_document", "document",
          "classification", "classification",
          "clustering", "clustering",
          "image", "image");

  private final RequestLimits limits;
  private final ImageUrls urls;
  private final ContentReader reader;
  private final int most;
  private final List<Content> contents = new ArrayList<>();
  private List<String> texts = List.of();
  private List<String> types = List.of();
  private @Nullable List<EncodedImage> images;
  private Truncate truncate = Truncate.END;
  private @Nullable String model;
  private @Nullable String prompt;
  private @Nullable String instruction;
  private int dimensions;
  private int maxTokens;
  private int pictures;

  /**
   * @param most inputs at most
   */
  CohereFields(RequestLimits limits, ImageUrls urls, int most) {
    this.limits = limits;
    this.urls = urls;
    this.most = most;
    reader = new ContentReader(urls);
  }

  Map<String, FieldReader> readers() {
    Map<String, FieldReader> readers = new HashMap<>();
    readers.put("model", value -> model = value.string());
    readers.put("texts", value -> texts = value.strings(most));
    readers.put("images", this::readImages);
    readers.put("inputs", value -> value.each(most, this::readContent));
    readers.put("input_type", value -> prompt = prompt(value));
    readers.put("instruction", value -> instruction = value.string());
    readers.put("embedding_types", this::readTypes);
    readers.put("output_dimension", value -> dimensions = value.positive());
    readers.put("max_tokens", value -> maxTokens = value.positive());
    readers.put("truncate", value -> truncate = OptionText.truncate(value.name(), value.string()));
    return readers;
  }

  /** The model that is asked for; {@code null} for none. */
  @Nullable String model() {
    return model;
  }

  /** The name of a prompt of the model's, told by {@code input_type}; {@code null} for none. */
  @Nullable String prompt() {
    return prompt;
  }

  /** Our own field; {@code null} where it is not there. */
  @Nullable String instruction() {
    return instruction;
  }

  /** Whether a text stands before a picture that comes before it in the prompt. */
  boolean isReordered() {
    return contents.stream().anyMatch(Content::isReordered);
  }

  /** Tokens of an input at most; 0 where the request does not say. */
  int maxTokens() {
    return maxTokens;
  }

  /** The request, every input of it under one instruction. */
  CohereRequest request(@Nullable String instructed) {
    List<EmbeddingInput> inputs = inputs(instructed);
    return new CohereRequest(
        new EmbeddingRequest(inputs, true, dimensions, truncate, EncodingFormat.FLOAT),
        types,
        texts);
  }

  private List<EmbeddingInput> inputs(@Nullable String instructed) {
    List<EmbeddingInput> ofTexts = Inputs.ofTexts("texts", texts, instructed);
    List<EmbeddingInput> ofImages =
        Inputs.ofImages("images", images == null ? List.of() : images, instructed);
    List<EmbeddingInput> ofContents =
        contents.stream().map(content -> content.input(instructed)).toList();
    List<List<EmbeddingInput>> given =
        Stream.of(ofTexts, ofImages, ofContents).filter(list -> !list.isEmpty()).toList();
    if (given.size() != 1) {
      throw Invalid.field("texts", "or images or inputs must be given, one of them, not empty");
    }
    return given.get(0);
  }

  private void readImages(JsonValue value) throws IOException {
    List<EncodedImage> read = new ArrayList<>();
    value.each(limits.images(), url -> read.add(urls.image(url)));
    images = read;
  }

  private void readContent(JsonValue value) throws IOException {
    Content content = reader.read(value);
    contents.add(content);
    pictures += content.images();
    limits.requireImages("inputs", pictures);
  }

  private void readTypes(JsonValue value) throws IOException {
    List<String> known =
        Stream.concat(
                Arrays.stream(VectorType.values()).map(VectorType::wireName), Stream.of(BASE64))
            .toList();
    types = value.strings(known.size());
    for (String type : types) {
      if (!known.contains(type)) {
        throw Invalid.field("embedding_types", "may be of " + String.join(", ", known));
      }
    }
  }

  private static String prompt(JsonValue value) throws IOException {
    String name = value.name();
    String found = PROMPTS.get(value.string());
    if (found == null) {
      throw Invalid.field(
          name, "must be search_document, search_query, classification, clustering or image");
    }
    return found;
  }
}
