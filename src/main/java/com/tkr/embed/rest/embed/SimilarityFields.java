package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Metric;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.embed.SimilarityRequest.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a similarity request as they are read. */
final class SimilarityFields {
  private final RequestLimits limits;
  private @Nullable List<float[]> queryEmbeddings;
  private @Nullable List<String> queryTexts;
  private @Nullable String queryInstruction;
  private @Nullable List<float[]> candidateEmbeddings;
  private @Nullable List<String> candidateTexts;
  private @Nullable String candidateInstruction;
  private Metric metric = Metric.COSINE;
  private boolean truncate = true;

  SimilarityFields(RequestLimits limits) {
    this.limits = limits;
  }

  Map<String, JsonReader.FieldReader> readers() {
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
    Side queries =
        side("query", queryEmbeddings, inputs("query_texts", queryTexts, queryInstruction));
    Side candidates =
        side(
            "candidate",
            candidateEmbeddings,
            inputs("candidate_texts", candidateTexts, candidateInstruction));
    if (Math.multiplyFull(queries.size(), candidates.size()) > limits.similarities()) {
      throw Invalid.body("Queries times candidates may be " + limits.similarities() + " at most.");
    }
    return new SimilarityRequest(queries, candidates, metric, truncate);
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
