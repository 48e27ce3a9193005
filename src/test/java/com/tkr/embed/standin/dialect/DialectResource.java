package com.tkr.embed.standin.dialect;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
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

/** Its one route. */
@Path("standin/dialect/embed")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DialectResource {
  @Inject private DialectReader reader;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized(Permission.EMBED_TEXT)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> embed(RequestBody unread) {
    return bodies.json(unread, body -> embed(reader.texts(body), body));
  }

  private CompletionStage<Response> embed(EmbeddingRequest request, RequestBody body) {
    return answers
        .embed(request, body)
        .thenApply(found -> body.answer(new DialectAnswer(found, request.encodingFormat()), found));
  }
}
