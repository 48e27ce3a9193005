package com.tkr.embed.rest.embed;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Embeds texts, images and both. The methods take the body unread, so that what is bound to them
 * decides before a byte of it is parsed.
 */
@Path("embed")
@Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
@ApplicationScoped
public class EmbedResource {
  @Inject private RequestReader reader;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Path("text")
  @Authorized(Permission.EMBED_TEXT)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> text(RequestBody unread) {
    return bodies.json(unread, body -> embed(reader.texts(body), body));
  }

  @POST
  @Path("image")
  @Authorized(Permission.EMBED_IMAGE)
  @RateLimited
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public CompletionStage<Response> image(RequestBody unread, @Context UriInfo uri) {
    Map<String, List<String>> query = Map.copyOf(uri.getQueryParameters());
    return bodies.form(unread, body -> embed(reader.images(body, query), body));
  }

  @POST
  @Path("multimodal")
  @Authorized(Permission.EMBED_MULTIMODAL)
  @RateLimited
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public CompletionStage<Response> multimodal(RequestBody unread, @Context UriInfo uri) {
    Map<String, List<String>> query = Map.copyOf(uri.getQueryParameters());
    return bodies.form(unread, body -> embed(reader.multimodal(body, query), body));
  }

  private CompletionStage<Response> embed(EmbeddingRequest request, RequestBody body) {
    Stopwatch since = Stopwatch.start();
    return answers
        .embed(request, body)
        .thenApply(
            found ->
                body.answer(
                    new EmbeddingsAnswer(found, request.encodingFormat(), since.seconds()), found));
  }
}
