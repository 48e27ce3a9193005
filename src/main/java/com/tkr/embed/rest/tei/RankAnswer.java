package com.tkr.embed.rest.tei;

import com.tkr.embed.embedding.Scores;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code [{"index","text"?,"score"},..]}, the best first.
 *
 * @param scores of all texts
 * @param fields what was asked
 */
record RankAnswer(Scores scores, RankFields fields) implements Answer {
  @Override
  public Object json() {
    List<String> texts = fields.texts();
    return scores.ranking().stream().map(index -> rank(index, texts.get(index)));
  }

  private Map<String, Object> rank(int index, String text) {
    Map<String, Object> rank = new LinkedHashMap<>();
    rank.put("index", index);
    if (fields.withText()) {
      rank.put("text", text);
    }
    rank.put("score", fields.raw() ? scores.logit(index) : scores.probability(index));
    return rank;
  }
}
