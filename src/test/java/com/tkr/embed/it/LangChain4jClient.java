package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tkr.embed.it.ClientServers.Caller;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.common.AbstractEmbeddingModelIT;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * LangChain4j's own tests of models that embed, by one of its clients, and what that client makes
 * of refusals.
 */
abstract class LangChain4jClient extends AbstractEmbeddingModelIT {
  private static final int SERVED = 200;
  private static final String[] TEXTS = {"a red circle", "two small blue squares"};

  private ClientServers servers;

  @BeforeAll
  void reach(ClientServers started) {
    servers = started;
  }

  /** The client, which tries once. */
  abstract EmbeddingModel client(Caller caller);

  /** One whose requests are wrong. */
  abstract EmbeddingModel mistaken(Caller caller);

  /** Whom the server answers. */
  final Caller served() {
    return servers.caller(SERVED);
  }

  /** What a refusal becomes. */
  Class<? extends Throwable> refusal(int status) {
    return switch (status) {
      case 400 -> InvalidRequestException.class;
      case 401 -> AuthenticationException.class;
      case 404 -> ModelNotFoundException.class;
      case 429 -> RateLimitException.class;
      default -> InternalServerException.class;
    };
  }

  @Override
  protected List<EmbeddingModel> models() {
    return List.of(client(served()));
  }

  @Override
  protected EmbeddingModel modelWith(EmbeddingModelListener listener) {
    return client(served()).addListener(listener);
  }

  @Override
  protected EmbeddingModel failingModelWith(EmbeddingModelListener listener) {
    return client(servers.caller(404)).addListener(listener);
  }

  /** Of one request: most have them for all of a client's. */
  @Override
  protected boolean supportsDimensionsParameter() {
    return false;
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

  @Test
  void its_vectors_are_those_of_our_own_route() {
    List<float[]> own = servers.vectors(TEXTS);
    for (EmbeddingModel model : models()) {
      List<Embedding> found =
          model.embedAll(List.of(TextSegment.from(TEXTS[0]), TextSegment.from(TEXTS[1]))).content();
      assertThat(found).hasSameSizeAs(own);
      for (int i = 0; i < own.size(); i++) {
        assertThat(Vectors.cosine(found.get(i).vector(), own.get(i))).isGreaterThan(1 - 1e-6);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 503})
  void a_refusal_is_told(int status, Outcomes outcomes) {
    Caller caller = servers.caller(status);
    EmbeddingModel model = status == 400 ? mistaken(caller) : client(caller);
    Throwable thrown = catchThrowable(() -> model.embed("a red circle"));
    assertThat(thrown).isInstanceOf(refusal(status));
    outcomes.told(status, thrown);
  }
}
