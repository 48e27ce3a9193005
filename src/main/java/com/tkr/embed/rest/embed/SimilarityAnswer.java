package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Metric;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of the similarity route.
 *
 * @param similarities a row per query, a number per candidate
 * @param metric how they were compared
 * @param processingTime seconds from reading the request to having the numbers
 */
record SimilarityAnswer(List<float[]> similarities, Metric metric, double processingTime)
    implements Answer {
  /** {@code {"similarities":[[..]],"shape":[q,c],"metric":..,"processing_time":..}}. */
  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("similarities", similarities);
    json.put("shape", List.of(similarities.size(), similarities.get(0).length));
    json.put("metric", metric.wireName());
    json.put("processing_time", processingTime);
    return json;
  }
}
