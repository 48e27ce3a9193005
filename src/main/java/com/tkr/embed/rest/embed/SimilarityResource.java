package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.rest.body.Answer;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.embed.SimilarityRequest.Form;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.ratelimit.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Compares queries with candidates, either of them vectors or texts. */
@Path("similarity")
@ApplicationScoped
public class SimilarityResource {
  @Inject private RequestReader reader;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized(Permission.SIMILARITY)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> similarity(RequestBody unread) {
    return bodies.json(unread, body -> compare(reader.similarity(body), body));
  }

  /** The sides that are texts are embedded first, together. */
  private CompletionStage<Response> compare(SimilarityRequest request, RequestBody body) {
    Stopwatch since = Stopwatch.start();
    EmbeddingRequest texts = request.embedding();
    if (texts.inputs().isEmpty()) {
      answers.check(body);
      Answer answer = answer(request, List.of(), since);
      return CompletableFuture.completedFuture(body.ok(answer).build());
    }
    return answers
        .embed(texts, body)
        .thenApply(found -> body.answer(answer(request, found.vectors(), since), found));
  }

  private static Answer answer(SimilarityRequest request, List<float[]> embedded, Stopwatch since) {
    List<float[]> rows = request.compared(embedded);
    return request.form() == Form.ONE_ROW
        ? () -> rows.get(0)
        : new SimilarityAnswer(rows, request.metric(), since.seconds());
  }
}
