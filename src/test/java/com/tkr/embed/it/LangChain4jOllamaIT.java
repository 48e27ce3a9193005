package com.tkr.embed.it;

import com.tkr.embed.it.ClientServers.Caller;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import java.util.Map;

/** LangChain4j's client of Ollama. */
@TriedClient(
    name = "LangChain4j (langchain4j-ollama)",
    library = OllamaEmbeddingModel.class,
    checked = "Its own AbstractEmbeddingModelIT")
class LangChain4jOllamaIT extends LangChain4jClient {
  @Override
  EmbeddingModel client(Caller caller) {
    return builder(caller).build();
  }

  @Override
  EmbeddingModel mistaken(Caller caller) {
    return builder(caller).dimensions(1 << 20).build();
  }

  private static OllamaEmbeddingModel.OllamaEmbeddingModelBuilder builder(Caller caller) {
    return OllamaEmbeddingModel.builder()
        .baseUrl(caller.url())
        .customHeaders(Map.of("Authorization", "Bearer " + caller.key()))
        .modelName(caller.model())
        .maxRetries(0);
  }
}
