package com.tkr.embed.model;

import java.util.Map;

/**
 * How a GPU multiplied in the trial before its model was loaded. One that multiplies wrongly is
 * refused there.
 *
 * @param description of all of it, in one line
 * @param error the largest difference from the CPU's products, by their deviation
 * @param denseGflops of 128 rows, 10^9 operations a second
 * @param quantizedGflops the same with quantised weights
 */
public record DeviceProbe(
    String description, double error, double denseGflops, double quantizedGflops) {
  /** Its numbers, as answers have them. */
  public Map<String, Object> fields() {
    return Map.of("error", error, "dense_gflops", denseGflops, "quantized_gflops", quantizedGflops);
  }
}
