package com.tkr.embed.observe.log;

import com.tkr.embed.config.startup.LogConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Has every request leave a line, written by a thread of its own. */
@ApplicationScoped
public class AccessLog {
  @Inject private LogSetup setup;
  private boolean enabled;
  private AccessQueue queue;

  @PostConstruct
  void start() {
    enabled = new LogConfig(ConfigProvider.getConfig()).access();
    queue = new AccessQueue(this::write);
    if (enabled) {
      queue.start();
    }
  }

  @PreDestroy
  void stop() {
    queue.close();
  }

  /** Whether requests leave lines. */
  public boolean enabled() {
    return enabled;
  }

  /** Has a line written, soon. */
  public void add(AccessLine line) {
    queue.add(line);
  }

  /** Writes what waits. */
  public void flush() {
    queue.flush();
  }

  /** Lines that were not written because too many waited. */
  public long dropped() {
    return queue.dropped();
  }

  private void write(List<AccessLine> lines) {
    setup.handler().publish(lines.stream().map(AccessRecord::new).toList());
  }
}
