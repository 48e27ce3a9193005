package com.tkr.embed.rest.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are all there. */
class BodiesTest {
  private static final int JSON_BYTES = 400;
  private static final int BUDGET = 1_000;

  private final ByteBudget budget = new ByteBudget(BUDGET);
  private final Bodies bodies =
      new Bodies(new RequestLimits(JSON_BYTES, 800, 50, 2, 3, 10, 6), budget, null);

  @Test
  void a_body_is_held_until_its_answer_is_there() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletionStage<String> answered = bodies.json(body(10), body -> read(body, answer));
    assertThat(budget.left()).isEqualTo(BUDGET - 10);
    answer.complete("done");
    assertThat(answered.toCompletableFuture().join()).isEqualTo("done");
    assertThat(budget.left()).isEqualTo(BUDGET);
  }

  @Test
  void a_body_whose_answer_fails_is_held_no_longer() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    bodies.json(body(10), body -> read(body, answer));
    answer.completeExceptionally(new IllegalStateException());
    assertThat(budget.left()).isEqualTo(BUDGET);
  }

  @Test
  void a_body_that_is_refused_half_read_is_held_no_longer() {
    refused(
        bodies.json(
            body(10),
            body -> {
              body.read();
              throw Invalid.body("no");
            }),
        ErrorCode.VALIDATION_ERROR);
    assertThat(budget.left()).isEqualTo(BUDGET);
  }

  @Test
  void what_comes_behind_its_answer_is_not_held() {
    RequestBody[] late = new RequestBody[1];
    bodies.json(
        body(10),
        body -> {
          late[0] = body;
          return CompletableFuture.completedFuture("done");
        });
    assertThatThrownBy(() -> late[0].hold(10)).isInstanceOf(CancellationException.class);
    assertThat(budget.left()).isEqualTo(BUDGET);
  }

  @Test
  void a_declared_length_over_the_limit_is_refused_unread() {
    InputStream unreadable = InputStream.nullInputStream();
    RequestBody body = WholeBody.unread(unreadable, Map.of(), "identity", JSON_BYTES + 1);
    refusedAtOnce(() -> bodies.json(body, this::readAll), ErrorCode.PAYLOAD_TOO_LARGE);
  }

  @Test
  void each_kind_of_body_has_its_limit() {
    assertThat(bodies.form(body(JSON_BYTES + 1), this::readAll).toCompletableFuture().join())
        .isEqualTo(JSON_BYTES + 1);
    refusedAtOnce(() -> bodies.json(body(11), 10, this::readAll), ErrorCode.PAYLOAD_TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({"iso-8859-1,identity", "utf-16,identity", "utf-8,gzip", ",br"})
  void other_charsets_and_content_encodings_are_refused(String charset, String encoding) {
    Map<String, String> mediaType = charset == null ? Map.of() : Map.of("charset", charset);
    RequestBody body = WholeBody.unread(bytes(10), mediaType, encoding, 10);
    refusedAtOnce(() -> bodies.json(body, this::readAll), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void a_body_beyond_the_budget_of_all_is_an_overload() {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    bodies.json(body(JSON_BYTES), body -> read(body, first));
    bodies.json(body(JSON_BYTES), body -> read(body, second));
    refused(bodies.json(body(JSON_BYTES), this::readAll), ErrorCode.SERVER_OVERLOADED);
    first.complete("done");
    second.complete("done");
    assertThat(budget.left()).isEqualTo(BUDGET);
    assertThat(bodies.json(body(JSON_BYTES), this::readAll).toCompletableFuture().join())
        .isEqualTo(JSON_BYTES);
  }

  private CompletionStage<String> read(RequestBody body, CompletableFuture<String> answer) {
    readAll(body);
    return answer;
  }

  private CompletionStage<Integer> readAll(RequestBody body) {
    byte[] buffer = new byte[BUDGET];
    int count = 0;
    for (int read = 0; read >= 0; read = body.read(buffer, 0, 7)) {
      count += read;
    }
    return CompletableFuture.completedFuture(count);
  }

  private static RequestBody body(int length) {
    return WholeBody.unread(bytes(length), Map.of(), "identity", length);
  }

  private static InputStream bytes(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }

  private static void refused(CompletionStage<?> answer, ErrorCode code) {
    assertThatThrownBy(() -> answer.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static void refusedAtOnce(Runnable answering, ErrorCode code) {
    assertThatThrownBy(answering::run)
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
