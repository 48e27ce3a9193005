package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Metric;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.embed.SimilarityRequest.Form;
import com.tkr.embed.rest.embed.SimilarityRequest.Side;
import com.tkr.embed.rest.tei.SentenceFields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a similarity request as they are read. */
final class SimilarityFields {
  private final RequestLimits limits;
  private final SentenceFields sentences;
  private @Nullable List<float[]> queryEmbeddings;
  private @Nullable List<String> queryTexts;
  private @Nullable String queryInstruction;
  private @Nullable List<float[]> candidateEmbeddings;
  private @Nullable List<String> candidateTexts;
  private @Nullable String candidateInstruction;
  private Metric metric = Metric.COSINE;
  private boolean truncate = true;

  /** Whether there is any field of ours. */
  private boolean sides;

  /**
   * @param sentences those of TEI's body of the same route
   */
  SimilarityFields(RequestLimits limits, SentenceFields sentences) {
    this.limits = limits;
    this.sentences = sentences;
  }

  Map<String, JsonReader.FieldReader> readers() {
    Map<String, JsonReader.FieldReader> readers = new HashMap<>(sentences.readers());
    own()
        .forEach(
            (name, reader) ->
                readers.put(
                    name,
                    value -> {
                      sides = true;
                      reader.read(value);
                    }));
    return readers;
  }

  private Map<String, JsonReader.FieldReader> own() {
    return Map.of(
        "query_embeddings", value -> queryEmbeddings = value.vectors(limits.similarities()),
        "query_texts", value -> queryTexts = value.strings(limits.texts()),
        "query_instruction", value -> queryInstruction = value.string(),
        "candidate_embeddings", value -> candidateEmbeddings = value.vectors(limits.similarities()),
        "candidate_texts", value -> candidateTexts = value.strings(limits.texts()),
        "candidate_instruction", value -> candidateInstruction = value.string(),
        "metric", value -> metric = metric(value.string()),
        "truncate", value -> truncate = value.bool());
  }

  SimilarityRequest request() {
    if (sentences.isPresent() && sides) {
      throw Invalid.field("inputs", "stands alone, or with parameters");
    }
    return sentences.isPresent()
        ? within(
            new SimilarityRequest(
                new Side(List.of(), sentences.source()),
                new Side(List.of(), sentences.sentences()),
                Metric.COSINE,
                sentences.truncate(),
                Form.ONE_ROW))
        : within(ofSides());
  }

  private SimilarityRequest ofSides() {
    Side queries =
        side("query", queryEmbeddings, inputs("query_texts", queryTexts, queryInstruction));
    Side candidates =
        side(
            "candidate",
            candidateEmbeddings,
            inputs("candidate_texts", candidateTexts, candidateInstruction));
    return new SimilarityRequest(queries, candidates, metric, Truncate.of(truncate), Form.ROWS);
  }

  private SimilarityRequest within(SimilarityRequest request) {
    long cells = Math.multiplyFull(request.queries().size(), request.candidates().size());
    if (cells > limits.similarities()) {
      throw Invalid.body("Queries times candidates may be " + limits.similarities() + " at most.");
    }
    return request;
  }

  private static Side side(
      String name, @Nullable List<float[]> vectors, @Nullable List<EmbeddingInput> inputs) {
    if (vectors == null && inputs != null) {
      return new Side(List.of(), inputs);
    }
    if (vectors != null && inputs == null) {
      return new Side(vectors, List.of());
    }
    throw Invalid.field(name + "_embeddings", "or " + name + "_texts must be given, and not both");
  }

  private static @Nullable List<EmbeddingInput> inputs(
      String field, @Nullable List<String> texts, @Nullable String instruction) {
    return texts == null ? null : Inputs.ofTexts(field, texts, instruction);
  }

  private static Metric metric(String name) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> Invalid.field("metric", "must be cosine, euclidean or dot"));
  }
}
