package com.tkr.embed.rest.embed;

import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.observe.metrics.Stage;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes answers of one type; what a writer adds is the body and, where it needs them, headers. */
abstract class AnswerWriter<T> implements MessageBodyWriter<T> {
  private final Class<T> answerType;
  @Inject private ServingMetrics metrics;

  AnswerWriter(Class<T> answerType) {
    this.answerType = answerType;
  }

  abstract void write(T answer, MultivaluedMap<String, Object> headers, OutputStream out)
      throws IOException;

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == answerType;
  }

  @Override
  public void writeTo(
      T answer,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    long start = System.nanoTime();
    write(answer, headers, out);
    metrics.spent(Stage.WRITE, System.nanoTime() - start);
  }
}
