package com.tkr.embed.rest.admin;

import com.tkr.embed.config.settings.ServingSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.observe.log.AccessLog;
import com.tkr.embed.observe.log.RecentLine;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.rest.codec.QueryNumber;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the last lines about requests and about what administrators did. */
@Path("admin/logs")
@ApplicationScoped
public class LogsResource {
  private static final String AFTER = "after";

  @Inject private AccessLog log;
  @Inject private Settings settings;

  /**
   * The last 500 at most.
   *
   * @param after the number of a line; those after it alone are told
   */
  @GET
  @Authorized(Permission.ADMIN)
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] lines(@QueryParam(AFTER) List<String> after) {
    long number =
        QueryNumber.of(AFTER, after, "must be the number of a line, or 0 for all").orElse(0);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_lines", settings.get(ServingSettings.LOG_ACCESS));
    body.put("lines", log.recent(number).stream().map(LogsResource::json).toList());
    return JsonDocument.bytes(body);
  }

  private static Map<String, Object> json(RecentLine line) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("number", line.number());
    body.put("time", Instant.ofEpochMilli(line.millis()).toString());
    body.put("kind", line.kind());
    body.putAll(line.fields());
    return body;
  }
}
