package com.tkr.embed.rest.ollama;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.rest.body.Answer;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.ollama.OllamaReader.Named;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Ollama's routes that take a body: today's that embeds, the older one, and a model's details. */
@Path("api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class OllamaResource {
  @Inject private OllamaReader reader;
  @Inject private OllamaModels models;
  @Inject private RequestLimits limits;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Path("embed")
  @Authorized({Permission.EMBED_TEXT, Permission.EMBED_IMAGE, Permission.EMBED_MULTIMODAL})
  @RateLimited
  public CompletionStage<Response> embed(RequestBody unread) {
    return bodies.json(unread, limits.multipartBytes(), body -> embed(reader.embed(body), body));
  }

  @POST
  @Path("embeddings")
  @Authorized({Permission.EMBED_TEXT, Permission.EMBED_IMAGE, Permission.EMBED_MULTIMODAL})
  @RateLimited
  public CompletionStage<Response> embeddings(RequestBody unread) {
    return bodies.json(unread, limits.multipartBytes(), body -> one(reader.embeddings(body), body));
  }

  @POST
  @Path("show")
  @Authorized({Permission.EMBED_TEXT, Permission.EMBED_IMAGE, Permission.EMBED_MULTIMODAL})
  @RateLimited
  public CompletionStage<Response> show(RequestBody unread) {
    return bodies.json(
        unread,
        body -> {
          reader.model(body);
          Map<String, Object> shown = models.shown();
          return whole(() -> shown, body);
        });
  }

  private CompletionStage<Response> embed(Named request, RequestBody body) {
    return request.embedding().inputs().isEmpty()
        ? nothing(() -> Map.of("model", request.model(), "embeddings", List.of()), body)
        : answer(request, body, found -> new OllamaAnswer(request.model(), found, nanos(body)));
  }

  private CompletionStage<Response> one(Named request, RequestBody body) {
    return request.embedding().inputs().isEmpty()
        ? nothing(() -> Map.of("embedding", List.of()), body)
        : answer(request, body, found -> () -> Map.of("embedding", found.vectors().get(0)));
  }

  private CompletionStage<Response> answer(
      Named request, RequestBody body, Function<Embeddings, Answer> form) {
    return answers
        .embedAllowed(request.embedding(), body)
        .thenApply(found -> body.answer(form.apply(found), found));
  }

  private CompletionStage<Response> nothing(Answer answer, RequestBody body) {
    answers.check(body);
    return whole(answer, body);
  }

  private static CompletionStage<Response> whole(Answer answer, RequestBody body) {
    return CompletableFuture.completedFuture(body.ok(answer).build());
  }

  private static long nanos(RequestBody body) {
    return System.nanoTime() - body.context().startNanos();
  }
}
