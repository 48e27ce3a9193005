package com.tkr.embed.api;

import com.tkr.embed.body.Bodies;
import com.tkr.embed.body.UnreadBody;
import com.tkr.embed.ratelimit.RateLimited;
import com.tkr.embed.request.Permission;
import com.tkr.embed.security.Authorized;
import com.tkr.embed.wire.RequestLimits;
import com.tkr.embed.wire.RequestReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;

/** Compares queries with candidates, either of them vectors or texts. */
@Path("similarity")
@ApplicationScoped
public class SimilarityResource {
  @Inject private RequestReader reader;
  @Inject private RequestLimits limits;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized(Permission.SIMILARITY)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<SimilarityAnswer> similarity(UnreadBody body) {
    return bodies
        .read(body, limits.jsonBytes(), in -> reader.similarity(body.head(), in))
        .thenCompose(call -> answers.to(call, body));
  }
}
