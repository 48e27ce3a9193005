package com.tkr.embed.rest.tei;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
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

/** TEI's {@code /embed}, above our own routes. */
@Path("embed")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class TeiResource {
  @Inject private TeiReader reader;
  @Inject private TeiHeaders headers;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized(Permission.EMBED_TEXT)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> embed(RequestBody unread) {
    return bodies.json(unread, body -> embed(reader.embed(body), body));
  }

  private CompletionStage<Response> embed(EmbeddingRequest request, RequestBody body) {
    return answers.embed(request, body).thenApply(found -> answer(request, found, body));
  }

  private Response answer(EmbeddingRequest request, Embeddings found, RequestBody body) {
    headers.set(body.context(), request, found);
    return body.answer(new TeiAnswer(found, request.encodingFormat()), found);
  }
}
