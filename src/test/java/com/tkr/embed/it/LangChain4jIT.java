package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.common.AbstractEmbeddingModelIT;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LangChain4j's own tests of models that embed, by its client of OpenAI's API. */
@ExtendWith(SharedServer.class)
class LangChain4jIT extends AbstractEmbeddingModelIT {
  private static final String MODEL = "demo";
  private static final String VERSION =
      OpenAiEmbeddingModel.class
          .getProtectionDomain()
          .getCodeSource()
          .getLocation()
          .getPath()
          .replaceAll(".*-([0-9][^/]*)\\.jar", "$1");

  @RegisterExtension static final Outcomes OUTCOMES = new Outcomes();

  private final String address;

  LangChain4jIT(Server server) {
    address = server.uri("/v1").toString();
  }

  @AfterAll
  static void write() throws IOException {
    ClientsTable.write(
        "langchain4j",
        List.of(
            "| LangChain4j (langchain4j-open-ai) | "
                + VERSION
                + " | Its own AbstractEmbeddingModelIT, float and base64 | "
                + OUTCOMES.text()
                + " |"));
  }

  @Override
  protected List<EmbeddingModel> models() {
    return List.of(client().build(), client().encodingFormat("base64").build());
  }

  @Override
  protected EmbeddingModel modelWith(EmbeddingModelListener listener) {
    return client().listeners(List.of(listener)).build();
  }

  @Override
  protected EmbeddingModel failingModelWith(EmbeddingModelListener listener) {
    return client().modelName("nobodys").listeners(List.of(listener)).build();
  }

  /** Of 192 that the demonstration model has. */
  @Override
  protected int dimensionsParameter() {
    return 64;
  }

  /** Nor of pictures: the client sends texts alone. */
  @Override
  protected boolean supportsInputTypeParameter() {
    return false;
  }

  @Override
  protected boolean supportsImageInput() {
    return false;
  }

  @Override
  protected boolean supportsInterleavedInput() {
    return false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "base64"})
  void dimensions_are_asked_for_by_the_client(String format) {
    EmbeddingModel model = client().dimensions(64).encodingFormat(format).build();
    assertThat(model.embed("a red circle").content().vector()).hasSize(64);
  }

  @Test
  void a_refusal_is_told() {
    EmbeddingModel model = client().modelName("nobodys").build();
    assertThatThrownBy(() -> model.embed("a")).isInstanceOf(ModelNotFoundException.class);
  }

  private OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder client() {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(address)
        .apiKey("any")
        .modelName(MODEL)
        .maxRetries(0);
  }
}
