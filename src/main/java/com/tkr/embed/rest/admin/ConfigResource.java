package com.tkr.embed.rest.admin;

import com.tkr.embed.config.startup.ShownSettings;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reports what is configured and where it comes from: every setting, and the values that may be
 * shown, no secret among them.
 */
@Path("admin/config")
@ApplicationScoped
public class ConfigResource {
  @Inject private ShownSettings settings;

  @GET
  @Authorized(Permission.ADMIN)
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] config() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("configuration", settings.values());
    body.put("config_sources", settings.places());
    body.put("settings", settings.rows());
    return JsonDocument.bytes(body);
  }
}
