package com.tkr.embed.rest.tei;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.ratelimit.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** TEI's routes for other kinds of models: refused with what this one does instead. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
@Authorized(Permission.EMBED_TEXT)
@RateLimited
@ApplicationScoped
public class RefusedResource {
  @POST
  @Path("embed_all")
  public Response embedAll() {
    throw refused(
        "This model has one vector for an input, that of its last token, and none for each"
            + " token. POST /embed gives it.");
  }

  @POST
  @Path("embed_sparse")
  public Response embedSparse() {
    throw refused("This model has no sparse vectors. POST /embed gives its dense ones.");
  }

  @POST
  @Path("predict")
  public Response predict() {
    throw refused("This model embeds and does not classify. POST /embed gives vectors.");
  }

  private static EmbeddingException refused(String message) {
    return new EmbeddingException(ErrorCode.NOT_SUPPORTED, message);
  }
}
