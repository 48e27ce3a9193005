package com.tkr.embed.rest.rerank;

import com.tkr.embed.rest.body.RequestBody;
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

/** Scores documents by a query for the clients of Cohere (version 1), Jina, vLLM and Voyage. */
@Path("v1/rerank")
@ApplicationScoped
public class V1Resource {
  @Inject private Reranking reranking;

  @POST
  @Authorized(Permission.RERANK)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> rerank(RequestBody unread) {
    return reranking.answer(
        unread, V1Fields::new, (fields, request, scores) -> new V1Answer(scores, request, fields));
  }
}
