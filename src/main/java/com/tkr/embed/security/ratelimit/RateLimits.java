package com.tkr.embed.security.ratelimit;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** The limits of the server's callers. */
@ApplicationScoped
public class RateLimits {
  @Inject private Settings settings;
  @Inject private ServingMetrics metrics;
  private RateLimiter limiter;
  private @Nullable CountsKeeper keeper;

  /** Reads the configuration and the kept counts with the server's start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  @PostConstruct
  void open() {
    ServerLimits limits = ServerLimits.of(settings);
    limiter = new RateLimiter(limits, System::nanoTime);
    if (limits.enabled()) {
      keeper = CountsKeeper.start(limiter, new CountsFile(settings.get(ServerSettings.DATA_DIR)));
    }
  }

  /** Counts a request against its caller's limits, or refuses it. */
  void request(RequestContext context) {
    Allowance allowance = limiter.allowance(context.caller());
    if (allowance != null) {
      report(context, allowance, limiter.request(context.caller(), allowance));
    }
  }

  /** Counts input items of a request against its caller's item quota, or refuses it. */
  public void items(RequestContext context, int count) {
    Allowance allowance = limiter.allowance(context.caller());
    if (allowance != null && count > 0) {
      RateLimiter.Items items = new RateLimiter.Items(count, context.startNanos());
      report(context, allowance, limiter.items(context.caller(), allowance, items));
    }
  }

  private void report(RequestContext context, Allowance allowance, Decision decision) {
    AnswerHeaders.report(context, allowance, decision);
    LimitExcess excess = decision.excess();
    if (excess != null) {
      metrics.refused("rate_limit");
      throw LimitExceeded.of(excess);
    }
  }

  /** What operators see. */
  public RateLimiterStats stats() {
    return limiter.stats();
  }

  /** Keeps the counts for the next start; nothing counted after this is sure to be kept. */
  @PreDestroy
  public void close() {
    if (keeper != null) {
      keeper.close();
    }
  }
}
