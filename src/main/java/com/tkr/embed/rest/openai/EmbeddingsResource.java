package com.tkr.embed.rest.openai;

import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
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

/** Embeds texts, token ids, pictures and both together. */
@Path("v1/embeddings")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class EmbeddingsResource {
  @Inject private EmbeddingsReader reader;
  @Inject private RequestLimits limits;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized({Permission.EMBED_TEXT, Permission.EMBED_IMAGE, Permission.EMBED_MULTIMODAL})
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> embed(RequestBody unread) {
    return bodies.json(unread, limits.multipartBytes(), body -> embed(reader.read(body), body));
  }

  private CompletionStage<Response> embed(EmbeddingsBody asked, RequestBody body) {
    return answers
        .embedAllowed(reader.request(asked, body), body)
        .thenApply(found -> body.answer(new EmbeddingsAnswer(found, asked.forms()), found));
  }
}
