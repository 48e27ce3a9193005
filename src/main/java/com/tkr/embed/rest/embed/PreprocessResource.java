package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.QueryNumber;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.ratelimit.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Tells what the model sees of pictures: resized to what, as how many tokens. */
@Path("preprocess")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class PreprocessResource {
  private static final String PIXELS = "pixels";
  private static final int NONE = -1;

  @Inject private RequestReader reader;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  /**
   * Takes what {@code /embed/image} takes.
   *
   * @param pixels the place, from 0, of the one picture whose pixels are told too
   */
  @POST
  @Authorized(Permission.EMBED_IMAGE)
  @RateLimited
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public CompletionStage<Response> preprocess(
      RequestBody unread, @QueryParam(PIXELS) List<String> pixels) {
    int place = place(pixels);
    return bodies.form(unread, body -> preprocess(reader.images(body, Map.of()), place, body));
  }

  private CompletionStage<Response> preprocess(
      EmbeddingRequest request, int pixels, RequestBody body) {
    return answers
        .see(request, pixels, body)
        .thenApply(seen -> body.ok(new PreprocessAnswer(seen)).build());
  }

  private static int place(List<String> pixels) {
    long place =
        QueryNumber.of(PIXELS, pixels, "must be the place of a picture, from 0").orElse(NONE);
    return (int) Math.min(place, Integer.MAX_VALUE);
  }
}
