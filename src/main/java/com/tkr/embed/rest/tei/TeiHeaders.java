package com.tkr.embed.rest.tei;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/**
 * The headers in which TEI says what a request took, as far as we know it: TEI's times of
 * tokenisation, queue and inference are none of a request here, whose inputs may be shared with
 * others.
 */
@Dependent
public class TeiHeaders {
  @Inject private ModelLifecycle lifecycle;

  /** Sets them. Times are in milliseconds since the request came. */
  void set(RequestContext context, EmbeddingRequest request, Embeddings found) {
    if (lifecycle.status().state() instanceof ModelState.Ready ready) {
      context.answerHeader("x-compute-type", ready.info().device());
    }
    long nanos = System.nanoTime() - context.startNanos();
    String millis = String.valueOf(TimeUnit.NANOSECONDS.toMillis(nanos));
    context.answerHeader("x-compute-time", millis);
    context.answerHeader("x-total-time", millis);
    context.answerHeader("x-compute-tokens", String.valueOf(found.tokens()));
    context.answerHeader("x-compute-characters", String.valueOf(characters(request)));
  }

  /** Of Unicode, as TEI counts them: a query's with each document's. */
  private static long characters(EmbeddingRequest request) {
    return request.inputs().stream().mapToLong(TeiHeaders::characters).sum();
  }

  private static long characters(EmbeddingInput input) {
    String query = input.query() == null ? null : input.query().text();
    return characters(input.text()) + (query == null ? 0 : characters(query));
  }

  private static long characters(String text) {
    return text.codePointCount(0, text.length());
  }
}
