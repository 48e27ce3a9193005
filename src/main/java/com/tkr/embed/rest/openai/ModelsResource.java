package com.tkr.embed.rest.openai;

import com.tkr.embed.rest.body.ModelNames;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.ratelimit.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The model by all names that requests may ask for it by. */
@Path("v1/models")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ModelsResource {
  private static final long STARTED_SECONDS =
      TimeUnit.MILLISECONDS.toSeconds(ManagementFactory.getRuntimeMXBean().getStartTime());

  @Inject private ModelNames names;

  @GET
  @Authorized({Permission.EMBED_TEXT, Permission.EMBED_IMAGE, Permission.EMBED_MULTIMODAL})
  @RateLimited
  public byte[] models() {
    List<Map<String, Object>> all = names.all().stream().map(ModelsResource::entry).toList();
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("object", "list");
    list.put("data", all);
    return JsonDocument.bytes(list);
  }

  /** The name may hold a slash, as those of the hub do. */
  @GET
  @Path("{model: .+}")
  @Authorized({Permission.EMBED_TEXT, Permission.EMBED_IMAGE, Permission.EMBED_MULTIMODAL})
  @RateLimited
  public byte[] model(@PathParam("model") String name) {
    names.require(name);
    return JsonDocument.bytes(entry(name));
  }

  private static Map<String, Object> entry(String name) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("id", name);
    model.put("object", "model");
    model.put("created", STARTED_SECONDS);
    model.put("owned_by", "tkr-embed");
    return model;
  }
}
