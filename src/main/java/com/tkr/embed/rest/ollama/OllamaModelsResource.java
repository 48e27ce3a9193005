package com.tkr.embed.rest.ollama;

import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.auth.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Ollama's routes that say what is served: no more than {@code /info} tells everybody. */
@Path("api")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class OllamaModelsResource {
  /** Clients show it. */
  private static final String VERSION = ServerVersion.read();

  @Inject private OllamaModels models;

  @GET
  @Path("tags")
  @Open
  public byte[] tags() {
    return JsonDocument.bytes(models.tags());
  }

  @GET
  @Path("ps")
  @Open
  public byte[] running() {
    return JsonDocument.bytes(models.running());
  }

  @GET
  @Path("version")
  @Open
  public byte[] version() {
    return JsonDocument.bytes(Map.of("version", VERSION));
  }
}
