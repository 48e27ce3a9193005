package com.tkr.embed.rest.filter;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.startup.ApplicationDeployed;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.observe.log.AccessLog;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.security.apikey.ApiKeys;
import com.tkr.embed.security.ratelimit.RateLimits;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Ends the process when its supervisor asks: not ready at once, new requests refused, those under
 * way answered, then the end. The container would cut them, or with a grace set sleep for that
 * time; so a grace is set that is longer than ours, and the process ends while the container
 * sleeps. Only while the application is deployed: a start that fails sleeps for it too.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class GracefulStop {
  private static final System.Logger LOG = System.getLogger(GracefulStop.class.getName());
  private static final long POLL_MILLIS = 20;
  private static final String CONTAINERS_GRACE = "fish.payara.shutdowngrace";

  /** Longer than the server ever takes to end by itself, beside the drain. */
  private static final Duration GRACE = Duration.ofSeconds(90);

  @Inject private ModelLifecycle lifecycle;
  @Inject private ServingMetrics metrics;
  @Inject private RateLimits limits;
  @Inject private Settings settings;
  @Inject private ApiKeys keys;
  @Inject private AccessLog accessLog;
  private Thread hook;

  @PostConstruct
  void register() {
    hook = new Thread(this::stop, "graceful-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    long grace = settings.get(ServerSettings.DRAIN).plus(GRACE).toMillis();
    System.setProperty(CONTAINERS_GRACE, String.valueOf(grace));
    ApplicationDeployed.begin();
  }

  @PreDestroy
  void unregister() {
    ApplicationDeployed.end();
    System.clearProperty(CONTAINERS_GRACE);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "The process is ending already");
    }
  }

  private void stop() {
    boolean loading = lifecycle.isLoading();
    lifecycle.drain();
    long deadline = System.nanoTime() + settings.get(ServerSettings.DRAIN).toNanos();
    while (metrics.underWay() > 0 && System.nanoTime() < deadline) {
      pause();
    }
    keys.close();
    limits.close();
    if (!loading) {
      lifecycle.stop();
    }
    accessLog.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
