package com.tkr.embed.rest.tei;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.rest.body.Answer;
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

/** TEI's {@code /decode}: the texts of token ids. */
@Path("decode")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DecodeResource {
  @Inject private DecodeReader reader;
  @Inject private Bodies bodies;
  @Inject private ModelLifecycle lifecycle;

  @POST
  @Authorized(Permission.EMBED_TEXT)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> decode(RequestBody unread) {
    return bodies.json(unread, body -> decode(reader.read(body), body));
  }

  private CompletionStage<Response> decode(DecodeReader.Decoding asked, RequestBody body) {
    return lifecycle
        .use(embedder -> embedder.decoded(asked.ids(), asked.special()))
        .thenApply(texts -> body.ok((Answer) () -> texts).build());
  }
}
