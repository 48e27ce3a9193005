package com.tkr.embed.it;

import com.tkr.embed.it.ClientServers.Caller;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.voyageai.VoyageAiEmbeddingModel;

/** LangChain4j's client of Voyage; by float alone, as it reads base64 by the wrong end first. */
@TriedClient(
    name = "LangChain4j (langchain4j-voyage-ai)",
    library = VoyageAiEmbeddingModel.class,
    checked = "LangChain4j's AbstractEmbeddingModelIT, float")
class LangChain4jVoyageIT extends LangChain4jClient {
  @Override
  EmbeddingModel client(Caller caller) {
    return builder(caller).build();
  }

  @Override
  EmbeddingModel mistaken(Caller caller) {
    return builder(caller).inputType("nothing").build();
  }

  private static VoyageAiEmbeddingModel.Builder builder(Caller caller) {
    return VoyageAiEmbeddingModel.builder()
        .baseUrl(caller.url() + "/v1/")
        .apiKey(caller.key())
        .modelName(caller.model())
        .maxRetries(0);
  }
}
