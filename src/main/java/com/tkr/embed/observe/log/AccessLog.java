package com.tkr.embed.observe.log;

import com.tkr.embed.config.settings.LogLevel;
import com.tkr.embed.config.settings.ServingSettings;
import com.tkr.embed.config.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Has every request leave a line, written by a thread of its own. */
@ApplicationScoped
public class AccessLog {
  private static final String HEALTH = "/health";
  private static final int OK = 200;

  @Inject private LogSetup setup;
  @Inject private Settings settings;
  private boolean enabled;
  private boolean probes;
  private AccessQueue queue;

  @PostConstruct
  void start() {
    enabled = settings.get(ServingSettings.LOG_ACCESS);
    probes = settings.get(ServingSettings.LOG_LEVEL).compareTo(LogLevel.DEBUG) >= 0;
    queue = new AccessQueue(this::write);
    if (enabled) {
      queue.start();
    }
  }

  @PreDestroy
  void stop() {
    queue.close();
  }

  /**
   * Whether a request leaves a line. Probes that go well do when debugging alone: they come every
   * second, from whoever starts or watches the server, and say nothing.
   *
   * @param route the template of its path
   */
  public boolean takes(String route, int status) {
    return enabled && (probes || status != OK || !isProbe(route));
  }

  private static boolean isProbe(String route) {
    return route.equals(HEALTH) || route.startsWith(HEALTH + "/");
  }

  /** Has a line written, soon. */
  public void add(AccessLine line) {
    queue.add(line);
  }

  /** Writes what waits. */
  public void flush() {
    queue.flush();
  }

  /** The last lines about requests and about what administrators did, those that wait included. */
  public List<RecentLine> recent(long after) {
    flush();
    return setup.handler().map(handler -> handler.recent().after(after)).orElse(List.of());
  }

  /** Lines that were not written because too many waited. */
  public long dropped() {
    return queue.dropped();
  }

  private void write(List<AccessLine> lines) {
    List<AccessRecord> records = lines.stream().map(AccessRecord::new).toList();
    setup.handler().ifPresent(handler -> handler.publish(records));
  }
}
