package com.tkr.embed.rest.cohere;

import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.cohere.CohereAnswer.Version;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** What both versions of the route do. Pictures may make a body as long as a form. */
@Dependent
public class CohereEmbedding {
  @Inject private CohereReader reader;
  @Inject private RequestLimits limits;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  CompletionStage<Response> answer(RequestBody unread, Version version) {
    return bodies.json(
        unread, limits.multipartBytes(), body -> answer(reader.read(body), body, version));
  }

  private CompletionStage<Response> answer(
      CohereRequest request, RequestBody body, Version version) {
    return answers
        .embedAllowed(request.embedding(), body)
        .thenApply(found -> body.answer(new CohereAnswer(request, found, version), found));
  }
}
