package com.tkr.embed.rest.cohere;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cohere's {@code {"api_version","billed_units","warnings"?}}.
 *
 * @param version of the API that was asked
 * @param counted what warnings count: an embedding or a document
 */
public record CohereMeta(String version, String counted) {
  /**
   * Nobody is billed; these are Cohere's units all the same.
   *
   * @param truncated the places of those whose text was cut
   */
  public Map<String, Object> of(Map<String, ?> billed, List<Integer> truncated) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("api_version", Map.of("version", version));
    meta.put("billed_units", billed);
    if (!truncated.isEmpty()) {
      meta.put("warnings", truncated.stream().map(this::warning));
    }
    return meta;
  }

  private String warning(int index) {
    return "The text of "
        + counted
        + " "
        + index
        + ", counted from 0, was longer than the model takes, and was cut.";
  }
}
