package com.tkr.embed.body;

import com.tkr.embed.connection.Patience;
import com.tkr.embed.wire.ByteBudget;
import com.tkr.embed.wire.RequestLimits;
import com.tkr.embed.wire.RequestReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Reads the configuration of requests once, at start. */
@ApplicationScoped
public class Settings {
  private static final String LIMITS = "embedding.limits.";

  /** Starts the reader with the server, so that a wrong value is told then. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start, RequestReader reader) {}

  @Produces
  @Singleton
  RequestReader requestReader(Config config, RequestLimits limits, ByteBudget budget) {
    boolean exifOrientation =
        config.getOptionalValue("embedding.exif-orientation", Boolean.class).orElse(false);
    return new RequestReader(limits, budget, exifOrientation);
  }

  @Produces
  @Singleton
  ByteBudget byteBudget(RequestLimits limits) {
    return ByteBudget.ofHeap(limits);
  }

  @Produces
  @Singleton
  Patience patience(Config config) {
    return Patience.ofSeconds(
        config.getOptionalValue("embedding.slow-client-seconds", Long.class).orElse(20L));
  }

  @Produces
  @Singleton
  RequestLimits limits(Config config) {
    RequestLimits defaults = RequestLimits.DEFAULTS;
    return new RequestLimits(
        limit(config, "json-bytes", defaults.jsonBytes()),
        limit(config, "multipart-bytes", defaults.multipartBytes()),
        limit(config, "file-bytes", defaults.fileBytes()),
        limit(config, "images", defaults.images()),
        limit(config, "texts", defaults.texts()),
        limit(config, "text-characters", defaults.textCharacters()),
        limit(config, "similarities", defaults.similarities()));
  }

  private static int limit(Config config, String name, int fallback) {
    int limit = config.getOptionalValue(LIMITS + name, Integer.class).orElse(fallback);
    if (limit < 1) {
      throw new IllegalArgumentException(LIMITS + name + " must be at least 1, and is " + limit);
    }
    return limit;
  }
}
