package com.tkr.embed.rest.grizzly;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Guards the server's connections from its start to its end. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Connections {
  private static final System.Logger LOG = System.getLogger(Connections.class.getName());

  /** More than any answer, so that no thread waits for a reader; all together bound memory. */
  private static final int ANSWER_BYTES = 64 << 20;

  private static final int SHARE_OF_HEAP = 8;
  private static final long SWEEP_MILLIS = 100;

  @Inject private MinimumRate minimumRate;
  @Inject private Settings settings;
  @Inject private RejectedResponses rejected;
  @Resource private ManagedThreadFactory threads;
  private @Nullable ScheduledExecutorService sweeper;
  private WaitingClients clients;

  @PostConstruct
  void start() {
    ConnectionGuard guard =
        new ConnectionGuard(
            minimumRate, ANSWER_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    clients = new WaitingClients(guard);
    try {
      LOG.log(Level.DEBUG, "Watching {0} listeners", ContainerListeners.watch(guard));
      ContainerListeners.guard(rejected, clients, mostBytes());
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "Slow clients are not cut, and the listener words its errors: this is not the Payara we"
              + " know",
          e);
      return;
    }
    ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(threads);
    sweeper = started;
    started.scheduleWithFixedDelay(
        () -> sweep(guard), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private int mostBytes() {
    return Math.max(
        settings.get(ServerSettings.MAX_JSON_BYTES),
        settings.get(ServerSettings.MAX_MULTIPART_BYTES));
  }

  private void sweep(ConnectionGuard guard) {
    guard.sweep(System.nanoTime());
    clients.sweep();
  }

  @PreDestroy
  void stop() {
    if (sweeper != null) {
      sweeper.shutdownNow();
    }
    clients.close();
  }
}
