package com.tkr.embed.rest.cohere;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.embedding.quantization.VectorType;
import com.tkr.embed.rest.body.Answer;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.rest.codec.VectorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes {@code {"response_type","id","embeddings":{"float":[[..]],..},"texts","meta"}}, or, for
 * who asked version 1 without types, {@code embeddings} as a list of floats.
 *
 * @param version of the API that was asked
 */
record CohereAnswer(CohereRequest request, Embeddings found, Version version) implements Answer {
  /** Of the API. */
  enum Version {
    V1("1"),
    V2("2");

    private final String number;

    Version(String number) {
      this.number = number;
    }
  }

  @Override
  public Object json() {
    boolean byType = version == Version.V2 || !request.types().isEmpty();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("response_type", byType ? "embeddings_by_type" : "embeddings_floats");
    json.put("id", UUID.randomUUID().toString());
    json.put(
        "embeddings",
        byType ? byType() : JsonDocument.vectors(found.vectors(), EncodingFormat.FLOAT));
    json.put("texts", request.texts());
    // by the vector's place: a file may have made several of one input
    json.put("meta", new CohereMeta(version.number, "embedding").of(billed(), found.truncated()));
    return json;
  }

  private Map<String, Object> byType() {
    List<String> types =
        request.types().isEmpty() ? List.of(VectorType.FLOAT.wireName()) : request.types();
    Map<String, Object> byType = new LinkedHashMap<>();
    for (String type : types) {
      byType.put(type, found.vectors().stream().map(vector -> value(vector, type)));
    }
    return byType;
  }

  private Object value(float[] vector, String type) {
    boolean base64 = type.equals(CohereFields.BASE64);
    return VectorValue.of(
        vector,
        VectorType.named(type).orElse(VectorType.FLOAT),
        found.quantizer(),
        base64 ? EncodingFormat.BASE64 : EncodingFormat.FLOAT);
  }

  /** These are the tokens of all inputs, with their prompts. */
  private Map<String, Object> billed() {
    long images =
        request.embedding().inputs().stream().mapToLong(input -> input.images().size()).sum();
    Map<String, Object> billed = new LinkedHashMap<>();
    billed.put("input_tokens", found.tokens());
    if (images > 0) {
      billed.put("images", images);
    }
    return billed;
  }
}
