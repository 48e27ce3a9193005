package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.it.ClientServers.Caller;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LangChain4j's client of OpenAI's API. */
@TriedClient(
    name = "LangChain4j (langchain4j-open-ai)",
    library = OpenAiEmbeddingModel.class,
    checked = "Its own AbstractEmbeddingModelIT, float and base64")
class LangChain4jOpenAiIT extends LangChain4jClient {
  @Override
  protected List<EmbeddingModel> models() {
    return List.of(client(served()), builder(served()).encodingFormat("base64").build());
  }

  @Override
  protected boolean supportsDimensionsParameter() {
    return true;
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "base64"})
  void dimensions_are_asked_for_by_the_client(String format) {
    EmbeddingModel model = builder(served()).dimensions(64).encodingFormat(format).build();
    assertThat(model.embed("a red circle").content().vector()).hasSize(64);
  }

  @Override
  EmbeddingModel client(Caller caller) {
    return builder(caller).build();
  }

  @Override
  EmbeddingModel mistaken(Caller caller) {
    return builder(caller).dimensions(1 << 20).build();
  }

  private static OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder builder(Caller caller) {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(caller.url() + "/v1")
        .apiKey(caller.key())
        .modelName(caller.model())
        .maxRetries(0);
  }
}
