package com.tkr.embed.rest.admin;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.listing.MachineMemory;
import com.tkr.embed.model.listing.ModelListing;
import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.task.ModelTasks;
import com.tkr.embed.task.TaskState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists the models of this machine, and has one fetched, verified or tested. */
@Path("admin/models")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ModelsResource {
  private static final String TASK = "task";

  @Inject private Settings settings;
  @Inject private Bodies bodies;
  @Inject private TaskRequests requests;
  @Inject private ModelTasks tasks;

  @GET
  @Authorized(Permission.ADMIN)
  public byte[] list() {
    HubCache cache = HubCache.of(settings.get(ModelSettings.CACHE_DIR), System.getenv());
    try {
      Map<String, Object> body = ModelListing.of(cache).rows();
      body.put("memory_bytes", MachineMemory.bytes());
      body.put(TASK, TaskJson.of(tasks.last()));
      return JsonDocument.bytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GET
  @Path(TASK)
  @Authorized(Permission.ADMIN)
  public byte[] task() {
    return JsonDocument.bytes(body(tasks.last()));
  }

  /** Begins a task; {@link #task} reports how far it is. */
  @POST
  @Path(TASK)
  @Consumes(MediaType.APPLICATION_JSON)
  @Authorized(Permission.ADMIN)
  public CompletionStage<Response> start(RequestBody unread) {
    return bodies.json(
        unread,
        TaskRequests.MAX_BYTES,
        body -> CompletableFuture.completedFuture(start(requests.read(body))));
  }

  private Response start(TaskRequests.Asked asked) {
    Optional<TaskState> begun = Optional.of(tasks.start(asked.kind(), asked.model()));
    String event = "model." + asked.kind().word();
    return Response.status(Response.Status.ACCEPTED)
        .entity(AdminAudit.done(event, asked.model(), body(begun)))
        .build();
  }

  /** Ends the task that is under way. */
  @DELETE
  @Path(TASK)
  @Authorized(Permission.ADMIN)
  public byte[] cancel() {
    return AdminAudit.done("model.cancel", null, body(tasks.cancel()));
  }

  private static Map<String, ?> body(Optional<TaskState> task) {
    return Collections.singletonMap(TASK, TaskJson.of(task));
  }
}
