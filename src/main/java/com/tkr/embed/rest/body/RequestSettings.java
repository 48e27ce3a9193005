package com.tkr.embed.rest.body;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.grizzly.MinimumRate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Reads the configuration of requests once, at start. */
@ApplicationScoped
public class RequestSettings {
  /** Reads them with the server, not with the first request. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start, ByteBudget budget) {}

  @Produces
  @Singleton
  ByteBudget byteBudget(RequestLimits limits) {
    return ByteBudget.ofHeap(limits);
  }

  @Produces
  @Singleton
  MinimumRate minimumRate(Settings settings) {
    return MinimumRate.ofSeconds(settings.get(ServerSettings.SLOW_CLIENT).toSeconds());
  }

  @Produces
  @Singleton
  RequestLimits limits(Settings settings) {
    return new RequestLimits(
        settings.get(ServerSettings.MAX_JSON_BYTES),
        settings.get(ServerSettings.MAX_MULTIPART_BYTES),
        settings.get(ServerSettings.MAX_FILE_BYTES),
        settings.get(ServerSettings.MAX_IMAGES),
        settings.get(ServerSettings.MAX_TEXTS),
        settings.get(ServerSettings.MAX_TEXT_CHARACTERS),
        settings.get(ServerSettings.MAX_SIMILARITIES));
  }
}
