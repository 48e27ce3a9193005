package com.tkr.embed.rest.body;

import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.codec.RequestReader;
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
  /** Makes the reader with the server, not with the first request. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start, RequestReader reader) {}

  @Produces
  @Singleton
  RequestReader requestReader(Config config, RequestLimits limits, ByteBudget budget) {
    boolean exifOrientation = config.getValue("embedding.exif-orientation", Boolean.class);
    return new RequestReader(limits, budget, exifOrientation);
  }

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
