package com.tkr.embed.model.listing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much memory there is. */
public final class MachineMemory {
  private MachineMemory() {}

  /** Bytes, of the container where there is one. */
  public static long bytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
