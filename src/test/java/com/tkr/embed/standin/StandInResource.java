package com.tkr.embed.standin;

import com.tkr.embed.security.auth.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Collectors;

/** Tells what the stand-in computed. */
@Path("standin")
@ApplicationScoped
public class StandInResource {
  @Inject private EngineRecord log;
  @Inject private EngineGate gate;

  /** {@code {"batches":n,"inputs":n,"distinct":n,"most":n}}. */
  @GET
  @Open
  @Path("computed")
  @Produces(MediaType.APPLICATION_JSON)
  public String computed() {
    EngineRecord.Counts counts = log.counts();
    return Json.createObjectBuilder()
        .add("batches", counts.batches())
        .add("inputs", counts.inputs())
        .add("distinct", counts.distinct())
        .add("most", counts.most())
        .build()
        .toString();
  }

  /** A line {@code start end} per batch, in nanoseconds. */
  @GET
  @Open
  @Path("batches")
  @Produces(MediaType.TEXT_PLAIN)
  public String batches() {
    return log.batches().stream()
        .map(batch -> batch[0] + " " + batch[1])
        .collect(Collectors.joining("\n"));
  }

  @DELETE
  @Open
  public void reset() {
    log.reset();
  }

  /** Holds the engine before its next batch. */
  @POST
  @Open
  @Path("gate")
  public void hold() {
    gate.hold();
  }

  /** Lets it go on. */
  @DELETE
  @Open
  @Path("gate")
  public void release() {
    gate.release();
  }
}
