package com.tkr.embed.rest.body;

import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.observe.metrics.Stage;
import com.tkr.embed.rest.codec.JsonDocument;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes answers, streaming. */
@Provider
@Dependent
@Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
public class AnswerWriter implements MessageBodyWriter<Answer> {
  @Inject private ServingMetrics metrics;

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return Answer.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Answer answer,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    long start = System.nanoTime();
    if (mediaType.isCompatible(MediaType.APPLICATION_OCTET_STREAM_TYPE)) {
      answer.bytes(headers::putSingle, out);
    } else {
      JsonDocument.write(out, answer.json());
    }
    metrics.spent(Stage.WRITE, System.nanoTime() - start);
  }
}
