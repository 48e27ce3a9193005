package com.tkr.embed.model;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The memory that this process may still take for another model. Page cache counts as free, because
 * the kernel takes it back, but not the pages that this process has mapped: the weights that it
 * serves are among them.
 *
 * @param system bytes that the machine and the container leave, page cache among them
 * @param sizes this process's, as {@link ProcessSizes}
 */
public record AvailableMemory(LongSupplier system, Supplier<Map<String, Long>> sizes)
    implements LongSupplier {
  /** In bytes. */
  @Override
  public long getAsLong() {
    return Math.max(0, system.getAsLong() - sizes.get().getOrDefault("RssFile", 0L));
  }
}
