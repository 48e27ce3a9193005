package com.tkr.embed.rest.admin;

import com.tkr.embed.config.startup.ShownSettings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.ModelStatus;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.observe.health.HealthReport;
import com.tkr.embed.observe.health.ProcessStats;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.ratelimit.RateLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reports to operators how the server does. */
@Path("admin/stats")
@ApplicationScoped
public class StatsResource {
  @Inject private ModelLifecycle lifecycle;
  @Inject private RateLimits limits;
  @Inject private ShownSettings settings;

  @GET
  @Authorized(Permission.ADMIN)
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] stats() {
    ModelStatus model = lifecycle.status();
    ProcessStats process = ProcessStats.now(0);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("server_status", new HealthReport(model, process).status());
    body.put("uptime_seconds", process.uptimeSeconds());
    body.put("model_loaded", model.state() instanceof ModelState.Ready);
    body.put("cache_stats", StatsJson.cache(lifecycle.cache()));
    body.put("queue_stats", StatsJson.queue(lifecycle.queue()));
    body.put("rate_limiter_stats", limits.stats().json());
    body.put("configuration", settings.values());
    return JsonDocument.bytes(body);
  }
}
