package com.tkr.embed.config.cli;

import java.util.Optional;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the platform's kernel logs as the reason of a failed start, and then does not throw. */
final class KernelFaults implements Filter {
  private static final Logger KERNEL = Logger.getLogger("javax.enterprise.system.core");

  private volatile @Nullable Throwable first;

  /** Listens from now on. */
  static KernelFaults listen() {
    KernelFaults faults = new KernelFaults();
    KERNEL.setFilter(faults);
    return faults;
  }

  /** The first fault that was logged. */
  Optional<Throwable> first() {
    return Optional.ofNullable(first);
  }

  @Override
  public boolean isLoggable(LogRecord message) {
    if (first == null) {
      first = message.getThrown();
    }
    return true;
  }
}
