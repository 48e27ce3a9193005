package com.tkr.embed.rest.voyage;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.ImageExtent;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.Answers;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.openai.EmbeddingsAnswer;
import com.tkr.embed.rest.openai.EmbeddingsBody;
import com.tkr.embed.rest.openai.EmbeddingsReader;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Embeds contents of texts and pictures, one vector each. */
@Path("v1/multimodalembeddings")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class MultimodalResource {
  @Inject private EmbeddingsReader reader;
  @Inject private ModelLifecycle lifecycle;
  @Inject private RequestLimits limits;
  @Inject private Bodies bodies;
  @Inject private Answers answers;

  @POST
  @Authorized({Permission.EMBED_TEXT, Permission.EMBED_IMAGE, Permission.EMBED_MULTIMODAL})
  @RateLimited
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> embed(RequestBody unread) {
    return bodies.json(unread, limits.multipartBytes(), body -> embed(read(body), body));
  }

  /** Texts over the model's length are cut unless a request says otherwise. */
  private EmbeddingsBody read(RequestBody body) {
    EmbeddingsBody asked = new EmbeddingsBody("inputs");
    asked.truncate(Truncate.END);
    return reader.read(body, asked);
  }

  private CompletionStage<Response> embed(EmbeddingsBody asked, RequestBody body) {
    List<EmbeddingInput> computed = new CopyOnWriteArrayList<>();
    body.watched(computed::addAll);
    return answers
        .embedAllowed(reader.request(asked, body), body)
        .thenApply(
            found -> {
              Map<String, Long> usage = usage(found, extent(computed));
              return body.answer(new EmbeddingsAnswer(found, asked.forms(), usage), found);
            });
  }

  private ImageExtent extent(List<EmbeddingInput> inputs) {
    return lifecycle
        .use(embedder -> CompletableFuture.completedFuture(embedder.imageExtent(inputs)))
        .join();
  }

  private static Map<String, Long> usage(Embeddings found, ImageExtent images) {
    Map<String, Long> usage = new LinkedHashMap<>();
    usage.put("text_tokens", found.tokens() - images.tokens());
    usage.put("image_pixels", images.pixels());
    usage.put("video_pixels", 0L);
    usage.put("total_tokens", found.tokens());
    return usage;
  }
}
