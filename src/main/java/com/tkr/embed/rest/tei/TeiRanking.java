package com.tkr.embed.rest.tei;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.embedding.Scores;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.RequestBody;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** Answers the bodies of {@code /rerank} that are TEI's, in its words. */
@Dependent
public class TeiRanking {
  @Inject private TeiHeaders headers;
  @Inject private Answers answers;

  /** Has errors of a request told as TEI tells them. */
  public static void found(RequestBody body) {
    body.context().errorsAsAt(TeiErrors.PATH);
  }

  /**
   * Scores the texts of a request.
   *
   * @param request the same as the engine takes it
   */
  public CompletionStage<Response> answer(
      RankFields fields, RerankRequest request, RequestBody body) {
    return answers
        .rerank(request, 0, body)
        .thenApply(scores -> answer(new RankAnswer(scores, fields), request, body));
  }

  private Response answer(RankAnswer answer, RerankRequest request, RequestBody body) {
    Scores scores = answer.scores();
    headers.set(body.context(), request.pairs(), scores.pairs());
    return body.answer(answer, scores.pairs());
  }
}
