package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.tkr.embed.it.ClientServers.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.OpenAiEmbeddingOptions.EncodingFormat;

/** Spring AI's model of OpenAI's API, on OpenAI's own SDK for Java. */
@TriedClient(
    name = "Spring AI (spring-ai-openai)",
    library = OpenAiEmbeddingModel.class,
    checked =
        "OpenAiEmbeddingModel: texts, a document, float and base64, dimensions, usage; what it"
            + " throws of OpenAI's SDK for Java")
class SpringAiIT {
  private static final int SERVED = 200;
  private static final String[] TEXTS = {"a red circle", "two small blue squares"};

  private final ClientServers servers;

  SpringAiIT(ClientServers servers) {
    this.servers = servers;
  }

  @Test
  void texts_are_embedded() {
    OpenAiEmbeddingModel model = model(options(servers.caller(SERVED)));
    same(model.embed(List.of(TEXTS)));
    Document document = new Document(TEXTS[0]);
    String text = document.getFormattedContent(MetadataMode.EMBED).replace("\n", "\\n");
    assertThat(Vectors.cosine(model.embed(document), servers.vectors(text).get(0)))
        .isGreaterThan(1 - 1e-6);
  }

  @ParameterizedTest
  @EnumSource(EncodingFormat.class)
  void both_formats_are_read(EncodingFormat format) {
    same(model(options(servers.caller(SERVED)).encodingFormat(format)).embed(List.of(TEXTS)));
  }

  @Test
  void dimensions_are_asked_for() {
    assertThat(model(options(servers.caller(SERVED)).dimensions(64)).embed(TEXTS[0])).hasSize(64);
    assertThat(model(options(servers.caller(SERVED))).dimensions()).isEqualTo(192);
  }

  @Test
  void usage_is_told() {
    EmbeddingResponse answer =
        model(options(servers.caller(SERVED))).embedForResponse(List.of(TEXTS));
    assertThat(answer.getMetadata().getUsage().getPromptTokens()).isPositive();
    assertThat(answer.getMetadata().getModel()).isEqualTo("tkr-embed-demo");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 503})
  void a_refusal_is_told(int status, Outcomes outcomes) {
    OpenAiEmbeddingOptions.Builder options = options(servers.caller(status));
    OpenAiEmbeddingModel model = model(status == 400 ? options.dimensions(1 << 20) : options);
    Throwable thrown = catchThrowable(() -> model.embed("a red circle"));
    assertThat(thrown).isInstanceOf(refusal(status));
    assertThat(((OpenAIServiceException) thrown).statusCode()).isEqualTo(status);
    outcomes.told(status, thrown);
  }

  private static Class<? extends OpenAIServiceException> refusal(int status) {
    return switch (status) {
      case 400 -> BadRequestException.class;
      case 401 -> UnauthorizedException.class;
      case 404 -> NotFoundException.class;
      case 429 -> RateLimitException.class;
      default -> InternalServerException.class;
    };
  }

  private void same(List<float[]> found) {
    List<float[]> own = servers.vectors(TEXTS);
    assertThat(found).hasSameSizeAs(own);
    for (int i = 0; i < own.size(); i++) {
      assertThat(Vectors.cosine(found.get(i), own.get(i))).isGreaterThan(1 - 1e-6);
    }
  }

  private static OpenAiEmbeddingModel model(OpenAiEmbeddingOptions.Builder options) {
    return OpenAiEmbeddingModel.builder().options(options.build()).build();
  }

  private static OpenAiEmbeddingOptions.Builder options(Caller caller) {
    OpenAiEmbeddingOptions.Builder options = OpenAiEmbeddingOptions.builder();
    options.baseUrl(caller.url() + "/v1").apiKey(caller.key()).model(caller.model());
    options.maxRetries(0);
    return options;
  }
}
