package com.tkr.embed.rest.admin;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.cache.CacheStats;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Shows and empties the cache of vectors. */
@Path("admin/cache")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CacheResource {
  @Inject private ModelLifecycle lifecycle;

  @GET
  @Authorized(Permission.ADMIN)
  public byte[] stats() {
    return JsonDocument.bytes(StatsJson.cache(lifecycle.cache()));
  }

  /** Drops every kept vector, in memory and on disk. */
  @DELETE
  @Authorized(Permission.ADMIN)
  public byte[] clear() {
    CacheStats before = lifecycle.cache();
    lifecycle.clearCache();
    return AdminAudit.done("cache.clear", null, Map.of("cleared_entries", before.entries()));
  }
}
