package com.tkr.embed.rest.body;

import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.grizzly.MinimumRate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Reads the configuration of requests once, at start. */
@ApplicationScoped
public class Settings {
  /** Reads them with the server, not with the first request. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start, ByteBudget budget) {}

  @Produces
  @Singleton
  ByteBudget byteBudget(RequestLimits limits) {
    return ByteBudget.ofHeap(limits);
  }

  @Produces
  @Singleton
  MinimumRate minimumRate(Config config) {
    return MinimumRate.ofSeconds(config.getValue("embedding.slow-client-seconds", Long.class));
  }

  @Produces
  @Singleton
  RequestLimits limits(Config config) {
    return new RequestLimits(
        limit(config, "json-bytes"),
        limit(config, "multipart-bytes"),
        limit(config, "file-bytes"),
        limit(config, "images"),
        limit(config, "texts"),
        limit(config, "text-characters"),
        limit(config, "similarities"));
  }

  private static int limit(Config config, String name) {
    return config.getValue("embedding.limits." + name, Integer.class);
  }
}
