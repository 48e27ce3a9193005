package com.tkr.embed.rest.rerank;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.embedding.Scores;
import com.tkr.embed.rest.body.Answer;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.body.ModelNames;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What all routes do that score documents. Pictures may make a body as long as a form. */
@Dependent
public class Reranking {
  @Inject private ImageUrls urls;
  @Inject private ContentReader contents;
  @Inject private RequestLimits limits;
  @Inject private Settings settings;
  @Inject private ModelNames names;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  /** Writes what came of a body. */
  @FunctionalInterface
  interface Writer<F extends RerankForm> {
    Answer answer(F form, RerankRequest request, Scores scores);
  }

  /**
   * Answers a body of an API whose clients send fields that nobody here knows.
   *
   * @param empty its form before anything is read
   */
  <F extends RerankForm> CompletionStage<Response> answer(
      RequestBody unread, Function<RerankSides, F> empty, Writer<F> writer) {
    return bodies.json(
        unread, limits.multipartBytes(), body -> answer(read(body, empty), body, writer));
  }

  private <F extends RerankForm> F read(RequestBody body, Function<RerankSides, F> empty) {
    int most = settings.get(ServerSettings.MAX_INPUTS);
    F form = empty.apply(new RerankSides(contents::read, limits, most));
    urls.reader().read(body, form.readers());
    names.require(form.model());
    return form;
  }

  /** Answers a body that was read. */
  <F extends RerankForm> CompletionStage<Response> answer(
      F form, RequestBody body, Writer<F> writer) {
    RerankRequest request = form.request();
    if (form.sides().isReordered()) {
      body.context().answerHeader(Content.ORDER_HEADER, "images-first");
    }
    return answers
        .rerank(request, form.documentTokens(), body)
        .thenApply(scores -> body.answer(writer.answer(form, request, scores), scores.pairs()));
  }
}
