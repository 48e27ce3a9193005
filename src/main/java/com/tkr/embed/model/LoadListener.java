package com.tkr.embed.model;

import java.util.function.Supplier;

/** Is told how the opening of a checkpoint comes along. */
public interface LoadListener {
  /** So much of the weights is read, 0 to 1. */
  void loading(double share);

  /**
   * Weights are being converted by the calling thread, which an interrupt stops; how far that is,
   * tells the supplier, until {@link #loading} is called.
   */
  default void converting(Supplier<DownloadProgress> progress) {}

  /** They were converted, and the next load finds them so. */
  default void converted() {}
}
