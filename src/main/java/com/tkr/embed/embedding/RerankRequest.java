package com.tkr.embed.embedding;

import com.tkr.embed.input.Content;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Documents to score by a query.
 *
 * @param query what is looked for
 * @param documents what may be it, at least one
 * @param field what the client calls them; errors name {@code documents[2]}
 * @param instruction what makes a document relevant; {@code null} for the model's own
 * @param truncate what is done to a document's text over the model's length
 */
public record RerankRequest(
    Content query,
    List<Content> documents,
    String field,
    @Nullable String instruction,
    Truncate truncate) {
  /** The documents are a copy. */
  public RerankRequest {
    documents = List.copyOf(documents);
  }

  /** The texts of the documents, in their order; empty ones for those that have none. */
  public List<String> texts() {
    return documents.stream().map(each -> each.text() == null ? "" : each.text()).toList();
  }

  /** The same with other texts in the place of those that there are. */
  public RerankRequest withTexts(List<String> texts) {
    List<Content> others =
        IntStream.range(0, texts.size())
            .mapToObj(i -> documents.get(i).withText(texts.get(i)))
            .toList();
    return new RerankRequest(query, others, field, instruction, truncate);
  }

  /** A score for each pair of the query and a document, in their order. */
  public EmbeddingRequest pairs() {
    List<EmbeddingInput> pairs =
        IntStream.range(0, documents.size())
            .mapToObj(
                i ->
                    new EmbeddingInput(documents.get(i), query, instruction, field + "[" + i + "]"))
            .toList();
    return new EmbeddingRequest(pairs, false, 0, truncate, EncodingFormat.FLOAT);
  }
}
