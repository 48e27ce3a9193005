package com.tkr.embed.rest.admin;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.observe.health.HealthReport;
import com.tkr.embed.observe.health.ProcessStats;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Shows where the model stands, and loads it again. */
@Path("admin/model")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ModelResource {
  @Inject private ModelLifecycle lifecycle;

  @GET
  @Authorized(Permission.ADMIN)
  public byte[] state() {
    return JsonDocument.bytes(report().body());
  }

  /** Begins to load it again; {@link #state} reports how far it is. */
  @POST
  @Authorized(Permission.ADMIN)
  public Response reload() {
    if (!lifecycle.reload()) {
      throw new EmbeddingException(ErrorCode.CONFLICT, "The model is being reloaded already.");
    }
    return Response.status(Response.Status.ACCEPTED)
        .entity(AdminAudit.done("model.reload", null, report().body()))
        .build();
  }

  private HealthReport report() {
    return new HealthReport(lifecycle.state(), lifecycle.served(), ProcessStats.now(0));
  }
}
