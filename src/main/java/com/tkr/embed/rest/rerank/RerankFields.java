package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.input.Content;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a request to rerank as they are read. */
final class RerankFields {
  private static final String DOCUMENTS = "documents";

  private final RequestLimits limits;
  private final ImageUrls urls;
  private @Nullable Content query;
  private List<Content> documents = List.of();
  private @Nullable String instruction;
  private int topN = Integer.MAX_VALUE;
  private boolean returnDocuments;
  private boolean truncate = true;

  RerankFields(RequestLimits limits, ImageUrls urls) {
    this.limits = limits;
    this.urls = urls;
  }

  Map<String, JsonReader.FieldReader> readers() {
    return Map.of(
        "query",
        value -> query = content(value),
        DOCUMENTS,
        value -> documents = value.list(limits.texts(), this::content),
        "instruction",
        value -> instruction = value.string(),
        "top_n",
        value -> topN = value.positive(),
        "return_documents",
        value -> returnDocuments = value.bool(),
        "truncate",
        value -> truncate = value.bool());
  }

  /** What is to be scored. */
  RerankRequest request() {
    if (query == null) {
      throw Invalid.field("query", "is required");
    }
    if (documents.isEmpty()) {
      throw Invalid.field(DOCUMENTS, "is required");
    }
    long pictures = documents.stream().mapToLong(document -> document.images().size()).sum();
    limits.requireImages(DOCUMENTS, pictures + query.images().size());
    return new RerankRequest(query, documents, DOCUMENTS, instruction, truncate);
  }

  /** How many of the best are told, at most. */
  int topN() {
    return topN;
  }

  /** Whether the answer repeats the documents. */
  boolean returnDocuments() {
    return returnDocuments;
  }

  /** A text, or an object of {@code text}, {@code image} or both. */
  private Content content(JsonValue value) throws IOException {
    if (value.isString()) {
      return new Content(value.string(), List.of());
    }
    Side side = new Side();
    value.object(
        Map.of(
            "text", text -> side.text = text.string(),
            "image", image -> side.read(image)));
    return new Content(side.text, side.images);
  }

  /** What stands in such an object. */
  private final class Side {
    private @Nullable String text;
    private final List<EncodedImage> images = new ArrayList<>();

    /** One or several. */
    private void read(JsonValue value) throws IOException {
      if (value.isList()) {
        images.addAll(value.list(limits.images(), urls::image));
      } else {
        images.add(urls.image(value));
      }
    }
  }
}
