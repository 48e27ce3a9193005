package com.tkr.embed.rest.tei;

import com.tkr.embed.embedding.Embedder;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.input.prompt.AroundText;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** TEI's {@code /tokenize}: what the model makes of texts. */
@Path("tokenize")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class TokenizeResource {
  @Inject private TokenizeReader reader;
  @Inject private Bodies bodies;
  @Inject private ModelLifecycle lifecycle;

  @POST
  @Authorized(Permission.EMBED_TEXT)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> tokenize(RequestBody unread) {
    return bodies.json(unread, body -> tokenize(reader.read(body), body));
  }

  private CompletionStage<Response> tokenize(TokenizeRequest request, RequestBody body) {
    return lifecycle
        .use(embedder -> tokens(embedder, request))
        .thenApply(answer -> body.ok(answer).build());
  }

  private static CompletableFuture<TokenizeAnswer> tokens(
      Embedder embedder, TokenizeRequest request) {
    AroundText around = request.special() ? embedder.aroundText() : AroundText.NOTHING;
    return embedder
        .tokens(request.texts())
        .thenApply(tokens -> new TokenizeAnswer(request.texts(), tokens, around));
  }
}
