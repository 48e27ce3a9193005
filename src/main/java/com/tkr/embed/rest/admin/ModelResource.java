package com.tkr.embed.rest.admin;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.rest.body.AnsweringThreads;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Shows where the model stands, loads it again, and lets another one take its place. */
@Path("admin/model")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ModelResource {
  @Inject private ModelLifecycle lifecycle;
  @Inject private Bodies bodies;
  @Inject private ModelRequests requests;
  @Inject private ModelJson json;
  @Inject private AnsweringThreads threads;

  @GET
  @Authorized(Permission.ADMIN)
  public byte[] state() {
    return JsonDocument.bytes(json.body());
  }

  /**
   * Begins to load the model that the body names beside the one that serves; without a body, the
   * same one again. {@link #state} reports how far it is.
   */
  @POST
  @Authorized(Permission.ADMIN)
  public CompletionStage<Response> load(RequestBody unread) {
    return unread.contentLength() == 0
        ? CompletableFuture.completedFuture(reload())
        : bodies.json(unread, ModelRequests.MAX_BYTES, this::replace);
  }

  private Response reload() {
    lifecycle.reload();
    return accepted("model.reload", null);
  }

  /** Answers on a thread that does: the one that loads a model never writes to a client. */
  private CompletionStage<Response> replace(RequestBody body) {
    String model = requests.model(body);
    RequestContext context = RequestContext.current();
    return lifecycle
        .switchTo(model)
        .handleAsync(
            (none, failure) -> {
              ModelRequests.requireLoadable(failure);
              return accepted("model.switch", model);
            },
            answer -> threads.execute(() -> context.run(answer)));
  }

  private Response accepted(String event, @Nullable String model) {
    return Response.status(Response.Status.ACCEPTED)
        .entity(AdminAudit.done(event, model, json.body()))
        .build();
  }
}
