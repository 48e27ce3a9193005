package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.RequestLimits;
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
import java.util.concurrent.CompletionStage;

/**
 * Scores documents by a query, as a reranker does. Bodies carry pictures, so that theirs is the
 * limit of forms.
 */
@Path("rerank")
@ApplicationScoped
public class RerankResource {
  private static final double NANOS = 1e9;

  @Inject private ImageUrls urls;
  @Inject private RequestLimits limits;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized(Permission.RERANK)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> rerank(RequestBody unread) {
    return bodies.json(unread, limits.multipartBytes(), body -> rerank(read(body), body));
  }

  private RerankFields read(RequestBody body) {
    RerankFields fields = new RerankFields(limits, urls);
    urls.strictReader().read(body, fields.readers());
    return fields;
  }

  private CompletionStage<Response> rerank(RerankFields fields, RequestBody body) {
    long start = System.nanoTime();
    RerankRequest request = fields.request();
    return answers
        .rerank(request, body)
        .thenApply(
            scores ->
                body.answer(
                    new RerankAnswer(scores, request, fields, (System.nanoTime() - start) / NANOS),
                    scores.pairs()));
  }
}
