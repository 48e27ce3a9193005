package com.tkr.embed.rest.body;

import com.tkr.embed.rest.codec.RequestHead;
import com.tkr.embed.rest.filter.CurrentRequest;
import com.tkr.embed.rest.grizzly.RequestProgress;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;

/** Hands bodies to the resources unread. */
@Provider
@Dependent
public class UnreadBodyReader implements MessageBodyReader<UnreadBody> {
  @Inject private RequestOptionsReader wishes;

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == UnreadBody.class;
  }

  @Override
  public UnreadBody readFrom(
      Class<UnreadBody> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream entity) {
    String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
    RequestHead head =
        new RequestHead(
            mediaType.getParameters(),
            headers.getFirst(HttpHeaders.CONTENT_ENCODING),
            length == null ? -1 : Long.parseLong(length),
            Map.of());
    RequestContext context = RequestContext.current();
    return new UnreadBody(
        context,
        head,
        () -> wishes.read(context, headers),
        headers.getFirst(HttpHeaders.ACCEPT),
        RequestProgress.of(CurrentRequest.get()),
        entity);
  }
}
