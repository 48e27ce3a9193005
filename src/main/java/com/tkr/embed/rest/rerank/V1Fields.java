package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.codec.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The fields of a body of {@code /v1/rerank} as they are read, whoever's client sent it. */
final class V1Fields extends ModelForm {
  private static final String TOP_K = "top_k";
  private static final String TEXT = "text";

  private int topN;
  private int topK;
  private boolean voyages;
  private boolean others;
  private boolean returnDocuments;
  private boolean truncate = true;
  private boolean logits;

  V1Fields(RerankSides sides) {
    super(sides);
  }

  @Override
  public Map<String, FieldReader> readers() {
    Map<String, FieldReader> readers = super.readers();
    readers.put("documents", this::documents);
    readers.put("return_documents", value -> returnDocuments = value.bool());
    readers.put("truncate", value -> truncate = value.bool());
    voyage(readers);
    others(readers);
    return readers;
  }

  private void voyage(Map<String, FieldReader> readers) {
    readers.put(
        TOP_K,
        value -> {
          voyages = true;
          topK = value.positive();
        });
    readers.put(
        "truncation",
        value -> {
          voyages = true;
          truncate = value.bool();
        });
  }

  /** Cohere's and Jina's, and vLLM's, whose 0 asks for all. */
  private void others(Map<String, FieldReader> readers) {
    readers.put(
        "top_n",
        value -> {
          others = true;
          topN = value.upTo(Integer.MAX_VALUE);
        });
    readers.put("rank_fields", V1Fields::requireText);
    readers.put("use_activation", value -> logits = !value.bool());
    readers.put("activation", value -> logits = !value.bool());
    readers.put("truncate_prompt_tokens", V1Fields::requireModelsLength);
  }

  /** A list, or vLLM's object whose content has a part for each document. */
  private void documents(JsonValue value) throws IOException {
    if (value.isList() || value.isString()) {
      sides().documents(value);
    } else {
      value.object(Map.of("content", sides()::documents));
    }
  }

  private static void requireText(JsonValue value) throws IOException {
    String name = value.name();
    if (!value.strings(16).equals(List.of(TEXT))) {
      throw Invalid.field(name, "must be [\"text\"]: documents are ranked by that field alone");
    }
  }

  private static void requireModelsLength(JsonValue value) throws IOException {
    if (value.integer() != -1) {
      throw Invalid.field(value.name(), "must be -1, the model's own length");
    }
  }

  @Override
  public RerankRequest request() {
    if (voyages && others) {
      throw Invalid.field(
          TOP_K, "and truncation are Voyage's, top_n is not: send one API's fields");
    }
    return sides().request(Truncate.of(truncate));
  }

  /** How many of the best are told, at most. */
  int most() {
    int asked = Math.max(topN, topK);
    return asked == 0 ? Integer.MAX_VALUE : asked;
  }

  /** Whether an answer in Voyage's shape is asked for, or may be. */
  boolean asVoyage() {
    return !others;
  }

  /** Whether an answer in the shape of Cohere, Jina and vLLM is asked for, or may be. */
  boolean asOthers() {
    return !voyages;
  }

  /** Whether the answer repeats the documents. */
  boolean returnDocuments() {
    return returnDocuments;
  }

  /** Whether scores are told as logits, not as probabilities. */
  boolean logits() {
    return logits;
  }
}
