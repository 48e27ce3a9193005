package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code query}, {@code documents} and our {@code instruction} of a body that asks for scores, as
 * they are read: each side is a text, pictures or both, as {@link ContentReader} reads them.
 */
final class RerankSides {
  private static final String QUERY = "query";
  private static final String DOCUMENTS = "documents";

  private final JsonValue.ValueReader<Content> reader;
  private final RequestLimits limits;
  private final int most;
  private final List<Content> documents = new ArrayList<>();
  private @Nullable Content query;
  private @Nullable String instruction;

  /**
   * @param reader of one side
   * @param limits of which that of pictures counts for all sides together
   * @param most documents at most
   */
  RerankSides(JsonValue.ValueReader<Content> reader, RequestLimits limits, int most) {
    this.reader = reader;
    this.limits = limits;
    this.most = most;
  }

  Map<String, FieldReader> readers() {
    return Map.of(
        QUERY,
        value -> query = reader.read(value),
        DOCUMENTS,
        this::documents,
        "instruction",
        value -> instruction = value.string());
  }

  /** Reads a list of documents. */
  void documents(JsonValue value) throws IOException {
    value.each(most, each -> documents.add(reader.read(each)));
  }

  /** What documents are scored by. */
  Content query() {
    if (query == null) {
      throw Invalid.field(QUERY, "is required");
    }
    return query;
  }

  /** What makes a document relevant; {@code null} for the model's own. */
  @Nullable String instruction() {
    return instruction;
  }

  /** Whether a text stands before a picture that comes before it in the prompt. */
  boolean isReordered() {
    return Stream.concat(Stream.of(query()), documents.stream()).anyMatch(Content::isReordered);
  }

  /** What is to be scored. */
  RerankRequest request(Truncate truncate) {
    Content asked = query();
    if (documents.isEmpty()) {
      throw Invalid.field(DOCUMENTS, "is required");
    }
    long pictures = documents.stream().mapToLong(Content::images).sum();
    limits.requireImages(DOCUMENTS, pictures + asked.images());
    return new RerankRequest(
        asked.side(),
        documents.stream().map(Content::side).toList(),
        DOCUMENTS,
        instruction,
        truncate);
  }
}
