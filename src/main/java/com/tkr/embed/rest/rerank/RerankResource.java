package com.tkr.embed.rest.rerank;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.tei.RankFields;
import com.tkr.embed.rest.tei.TeiRanking;
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
import java.util.concurrent.CompletionStage;

/**
 * Scores documents by a query, as a reranker does, for clients of our own and of TEI. Bodies carry
 * pictures, so that theirs is the limit of forms.
 */
@Path("rerank")
@ApplicationScoped
public class RerankResource {
  private static final double NANOS = 1e9;

  @Inject private ImageUrls urls;
  @Inject private ContentReader contents;
  @Inject private RequestLimits limits;
  @Inject private Settings settings;
  @Inject private Bodies bodies;
  @Inject private Reranking reranking;
  @Inject private TeiRanking tei;

  @POST
  @Authorized(Permission.RERANK)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> rerank(RequestBody unread) {
    return bodies.json(unread, limits.multipartBytes(), body -> rerank(read(body), body));
  }

  private RerankFields read(RequestBody body) {
    RankFields texts =
        new RankFields(settings.get(ServerSettings.MAX_INPUTS), () -> TeiRanking.found(body));
    RerankSides sides = new RerankSides(contents::readAny, limits, limits.texts());
    RerankFields fields = new RerankFields(sides, texts);
    urls.strictReader().read(body, fields.readers());
    return fields;
  }

  private CompletionStage<Response> rerank(RerankFields fields, RequestBody body) {
    long start = System.nanoTime();
    return fields.tei().isPresent()
        ? tei.answer(fields.tei(), fields.request(), body)
        : reranking.answer(
            fields,
            body,
            (form, request, scores) ->
                new RerankAnswer(scores, request, form, (System.nanoTime() - start) / NANOS));
  }
}
