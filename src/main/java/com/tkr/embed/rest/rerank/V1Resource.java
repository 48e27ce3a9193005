package com.tkr.embed.rest.rerank;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
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
import java.util.concurrent.CompletionStage;

/** Scores documents by a query for the clients of Cohere (version 1), Jina, vLLM and Voyage. */
@Path("v1/rerank")
@ApplicationScoped
public class V1Resource {
  @Inject private ImageUrls urls;
  @Inject private ContentReader contents;
  @Inject private RequestLimits limits;
  @Inject private Settings settings;
  @Inject private ModelNames names;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized(Permission.RERANK)
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> rerank(RequestBody unread) {
    return bodies.json(unread, limits.multipartBytes(), body -> rerank(read(body), body));
  }

  private V1Fields read(RequestBody body) {
    int most = settings.get(ServerSettings.MAX_INPUTS);
    V1Fields fields = new V1Fields(new RerankSides(contents::read, limits, most));
    urls.reader().read(body, fields.readers());
    names.require(fields.model());
    return fields;
  }

  private CompletionStage<Response> rerank(V1Fields fields, RequestBody body) {
    RerankRequest request = fields.request();
    if (fields.isReordered()) {
      body.context().answerHeader(Content.ORDER_HEADER, "images-first");
    }
    return answers
        .rerank(request, body)
        .thenApply(scores -> body.answer(new V1Answer(scores, request, fields), scores.pairs()));
  }
}
