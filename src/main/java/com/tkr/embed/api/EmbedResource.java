package com.tkr.embed.api;

import com.tkr.embed.wire.RequestReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
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
  @Inject private RequestHeads heads;
  @Inject private Answers answers;

  @POST
  @Path("text")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<EmbeddingsAnswer> text(InputStream body) {
    return answers.to(reader.texts(heads.current(), body));
  }

  @POST
  @Path("image")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public CompletionStage<EmbeddingsAnswer> image(InputStream body) {
    return answers.to(reader.images(heads.current(), body));
  }

  @POST
  @Path("multimodal")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public CompletionStage<EmbeddingsAnswer> multimodal(InputStream body) {
    return answers.to(reader.multimodal(heads.current(), body));
  }
}
