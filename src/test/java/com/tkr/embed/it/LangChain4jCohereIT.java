package com.tkr.embed.it;

import com.tkr.embed.it.ClientServers.Caller;
import dev.langchain4j.model.cohere.CohereEmbeddingModel;
import dev.langchain4j.model.embedding.EmbeddingModel;

/** LangChain4j's client of Cohere's first version, which has no exceptions of its own. */
@TriedClient(
    name = "LangChain4j (langchain4j-cohere)",
    library = CohereEmbeddingModel.class,
    checked = "LangChain4j's AbstractEmbeddingModelIT")
class LangChain4jCohereIT extends LangChain4jClient {
  @Override
  EmbeddingModel client(Caller caller) {
    return builder(caller).build();
  }

  @Override
  EmbeddingModel mistaken(Caller caller) {
    return builder(caller).inputType("nothing").build();
  }

  @Override
  Class<? extends Throwable> refusal(int status) {
    return RuntimeException.class;
  }

  private static CohereEmbeddingModel.CohereEmbeddingModelBuilder builder(Caller caller) {
    return CohereEmbeddingModel.builder()
        .baseUrl(caller.url() + "/v1/")
        .apiKey(caller.key())
        .modelName(caller.model())
        .inputType("search_document");
  }
}
