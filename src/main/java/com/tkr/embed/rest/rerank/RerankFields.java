package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.input.Content;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.tei.RankFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a request to rerank as they are read; {@code texts} are those of TEI's clients. */
final class RerankFields implements RerankForm {
  private final RerankSides sides;
  private final RankFields tei;
  private int topN = Integer.MAX_VALUE;
  private boolean returnDocuments;
  private boolean truncate = true;

  /** Whether there is any field that is ours alone. */
  private boolean own;

  RerankFields(RerankSides sides, RankFields tei) {
    this.sides = sides;
    this.tei = tei;
  }

  @Override
  public Map<String, FieldReader> readers() {
    Map<String, FieldReader> readers = new HashMap<>(sides.readers());
    readers.put("truncate", value -> truncate = value.bool());
    readers.put("documents", own(sides::documents));
    readers.put("top_n", own(value -> topN = value.positive()));
    readers.put("return_documents", own(value -> returnDocuments = value.bool()));
    readers.putAll(tei.readers());
    return readers;
  }

  private FieldReader own(FieldReader reader) {
    return value -> {
      own = true;
      reader.read(value);
    };
  }

  @Override
  public RerankRequest request() {
    if (!tei.isPresent()) {
      return sides.request(Truncate.of(truncate));
    }
    if (own) {
      throw Invalid.field("texts", "stands without documents, top_n and return_documents");
    }
    Content query = sides.query().side();
    if (!query.images().isEmpty() || query.text() == null) {
      throw Invalid.field("query", "must be a text where texts are scored by it");
    }
    List<Content> texts = tei.texts().stream().map(text -> new Content(text, List.of())).toList();
    return new RerankRequest(query, texts, "texts", sides.instruction(), tei.truncate(truncate));
  }

  @Override
  public RerankSides sides() {
    return sides;
  }

  /** What a client of TEI sent. */
  RankFields tei() {
    return tei;
  }

  /** How many of the best are told, at most. */
  int topN() {
    return topN;
  }

  /** Whether the answer repeats the documents. */
  boolean returnDocuments() {
    return returnDocuments;
  }
}
