package com.tkr.embed.it;

import com.tkr.embed.it.ClientServers.Caller;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.jina.JinaEmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;

/** LangChain4j's client of Jina, which has no exceptions of its own. */
@TriedClient(
    name = "LangChain4j (langchain4j-jina)",
    library = JinaEmbeddingModel.class,
    checked = "LangChain4j's AbstractEmbeddingModelIT")
class LangChain4jJinaIT extends LangChain4jClient {
  @Override
  EmbeddingModel client(Caller caller) {
    return JinaEmbeddingModel.builder()
        .baseUrl(caller.url() + "/")
        .apiKey(caller.key())
        .modelName(caller.model())
        .maxRetries(0)
        .build();
  }

  /** Of its fields only the text can be wrong: longer than the model takes. */
  @Override
  EmbeddingModel mistaken(Caller caller) {
    EmbeddingModel client = client(caller);
    return new EmbeddingModel() {
      @Override
      public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        return client.embedAll(List.of(TextSegment.from(texts.get(0).text().repeat(2000))));
      }
    };
  }

  @Override
  Class<? extends Throwable> refusal(int status) {
    return RuntimeException.class;
  }
}
