package com.tkr.embed.embedding;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The scores of a query's documents, in their order.
 *
 * @param pairs one float each: the logit of yes less that of no
 */
public record Scores(Embeddings pairs) {
  /** The score of a document in logits. */
  public float logit(int index) {
    return pairs.vectors().get(index)[0];
  }

  /** The same as a probability, 0 to 1. */
  public double probability(int index) {
    return 1 / (1 + Math.exp(-(double) logit(index)));
  }

  /** The indices of the documents, the best first; of two alike the earlier one. */
  public List<Integer> ranking() {
    return IntStream.range(0, pairs.vectors().size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer index) -> 0 - logit(index)))
        .toList();
  }
}
