package com.tkr.embed.rest.tei;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** What both of the routes do that embed. */
@Dependent
public class TeiEmbedding {
  @Inject private TeiReader reader;
  @Inject private TeiHeaders headers;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  CompletionStage<Response> answer(RequestBody unread) {
    return bodies.json(unread, body -> answer(reader.embed(body), body));
  }

  private CompletionStage<Response> answer(EmbeddingRequest request, RequestBody body) {
    return answers.embed(request, body).thenApply(found -> answer(request, found, body));
  }

  private Response answer(EmbeddingRequest request, Embeddings found, RequestBody body) {
    headers.set(body.context(), request, found);
    return body.answer(new TeiAnswer(found, request.encodingFormat()), found);
  }
}
