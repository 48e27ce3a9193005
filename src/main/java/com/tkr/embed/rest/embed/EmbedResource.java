package com.tkr.embed.rest.embed;

import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.UnreadBody;
import com.tkr.embed.rest.codec.EmbedCall;
import com.tkr.embed.rest.codec.RequestHead;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Embeds texts, images and both. The methods take the body unread, so that what is bound to them
 * decides before a byte of it is parsed.
 */
@Path("embed")
@Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
@ApplicationScoped
public class EmbedResource {
  @Inject private RequestReader reader;
  @Inject private RequestLimits limits;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Path("text")
  @Authorized(Permission.EMBED_TEXT)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> text(UnreadBody body) {
    return bodies
        .read(body, limits.jsonBytes(), in -> reader.texts(body.head(), in))
        .thenCompose(call -> answers.to(call, body))
        .thenApply(body::answer);
  }

  @POST
  @Path("image")
  @Authorized(Permission.EMBED_IMAGE)
  @RateLimited
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public CompletionStage<Response> image(UnreadBody body, @Context UriInfo uri) {
    return form(body, uri, reader::images);
  }

  @POST
  @Path("multimodal")
  @Authorized(Permission.EMBED_MULTIMODAL)
  @RateLimited
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public CompletionStage<Response> multimodal(UnreadBody body, @Context UriInfo uri) {
    return form(body, uri, reader::multimodal);
  }

  private CompletionStage<Response> form(
      UnreadBody body, UriInfo uri, BiFunction<RequestHead, InputStream, EmbedCall> form) {
    RequestHead head = body.head().withQuery(Map.copyOf(uri.getQueryParameters()));
    return bodies
        .read(body, limits.multipartBytes(), in -> form.apply(head, in))
        .thenCompose(call -> answers.to(call, body))
        .thenApply(body::answer);
  }
}
