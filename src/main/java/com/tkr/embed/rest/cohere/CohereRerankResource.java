package com.tkr.embed.rest.cohere;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.body.ModelNames;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.body.RerankSides;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.ratelimit.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Scores documents by a query, as version 2 of Cohere's API does. */
@Path("v2/rerank")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CohereRerankResource {
  @Inject private ImageUrls urls;
  @Inject private ContentReader contents;
  @Inject private RequestLimits limits;
  @Inject private Settings settings;
  @Inject private ModelNames names;
  @Inject private ModelLifecycle lifecycle;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized(Permission.RERANK)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> rerank(RequestBody unread) {
    return bodies.json(unread, limits.multipartBytes(), body -> rerank(read(body), body));
  }

  private CohereRerankFields read(RequestBody body) {
    int most = settings.get(ServerSettings.MAX_INPUTS);
    CohereRerankFields fields =
        new CohereRerankFields(new RerankSides(contents::read, limits, most));
    urls.reader().read(body, fields.readers());
    names.require(fields.model());
    return fields;
  }

  private CompletionStage<Response> rerank(CohereRerankFields fields, RequestBody body) {
    RerankRequest request = fields.request();
    if (fields.isReordered()) {
      body.context().answerHeader(Content.ORDER_HEADER, "images-first");
    }
    return cut(request, fields.maxTokens(), body)
        .thenCompose(cut -> answers.rerank(cut, body))
        .thenApply(
            scores -> body.answer(new CohereRerankAnswer(scores, fields.topN()), scores.pairs()));
  }

  /** The same of documents that have so many tokens at most; 0 leaves them whole. */
  private CompletionStage<RerankRequest> cut(RerankRequest request, int tokens, RequestBody body) {
    return tokens == 0
        ? CompletableFuture.completedFuture(request)
        : lifecycle
            .use(embedder -> embedder.beginnings(request.texts(), tokens))
            .thenApply(request::withTexts)
            .whenCompleteAsync((cut, failure) -> {}, body.context()::run);
  }
}
