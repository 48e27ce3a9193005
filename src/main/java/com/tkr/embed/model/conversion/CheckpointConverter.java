package com.tkr.embed.model.conversion;

import java.nio.file.Path;

/** Writes one checkpoint quantised. One thread uses it; any may ask for progress, and cancel. */
public interface CheckpointConverter {
  /** {@code q4} or {@code q8}: what the weights become that are not quantised yet. */
  String quantization();

  /** Weights in a group that shares scale and bias. */
  int groupSize();

  /** Whether the head, of which scores are made, is written too, as it is stored. */
  boolean keepsHead();

  /** Bytes of the weights once they are quantised. */
  long bytes();

  /** Share of the weights that is done, 0 to 1. */
  double progress();

  /**
   * Writes weights, index and {@code config.json} into an empty folder; forces nothing to the disk.
   *
   * @throws ConversionFailed when the weights cannot be read or written, or it was cancelled
   */
  void convert(Path folder) throws ConversionFailed;

  /** Ends a conversion that is under way by an error. */
  void cancel();
}
