package com.tkr.embed.rest.embed;

import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.UnreadBody;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.codec.RequestReader;
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
