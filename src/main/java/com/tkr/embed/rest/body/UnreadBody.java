package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.RequestOptions;
import com.tkr.embed.rest.codec.RequestHead;
import com.tkr.embed.rest.grizzly.RequestProgress;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A request's body before a byte of it is read. Closeable, so that the container leaves it open.
 *
 * @param context the request that it belongs to
 * @param head what the request's header says about it
 * @param wishes what it asks of its computation
 * @param accept the Accept header, {@code null} when there is none
 * @param progress whether its client is still there
 * @param stream the body
 */
public record UnreadBody(
    RequestContext context,
    RequestHead head,
    Supplier<Wishes> wishes,
    String accept,
    RequestProgress progress,
    InputStream stream)
    implements Closeable {
  /**
   * How it is to be computed; its caller must be known by now.
   *
   * @throws com.tkr.embed.error.EmbeddingException 400 when a header says it wrongly
   */
  public RequestOptions options() {
    return wishes.get().of(context);
  }

  /**
   * The answer, with its media type where the client leaves no choice: negotiating it costs more
   * than finding a vector.
   */
  public Response answer(Object entity) {
    Response.ResponseBuilder response = Response.ok(entity);
    boolean json =
        accept == null || accept.equals("*/*") || accept.equals(MediaType.APPLICATION_JSON);
    return (json ? response.type(MediaType.APPLICATION_JSON_TYPE) : response).build();
  }

  @Override
  public void close() {
    // the container closes its own stream
  }
}
