package com.tkr.embed.rest.body;

import com.tkr.embed.rest.filter.CurrentRequest;
import com.tkr.embed.rest.grizzly.RequestProgress;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Hands bodies to the resources unread. */
@Provider
@Dependent
public class RequestBodyReader implements MessageBodyReader<RequestBody> {
  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == RequestBody.class;
  }

  @Override
  public RequestBody readFrom(
      Class<RequestBody> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream entity) {
    RequestProgress progress = RequestProgress.of(CurrentRequest.get());
    return new RequestBody(RequestContext.current(), mediaType, headers, progress, entity);
  }
}
