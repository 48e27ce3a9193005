package com.tkr.embed.model;

import java.time.Duration;

/** Where the model stands in its life. */
public sealed interface ModelState {
  /** Weights are being read; {@code progress} is the share of bytes done, 0 to 1. */
  record Loading(double progress) implements ModelState {}

  /**
   * A first embedding succeeded.
   *
   * @param loadTime since loading began
   * @param firstText what a short text took, before anybody asked for one
   */
  record Ready(ModelInfo info, Duration loadTime, Duration firstText) implements ModelState {}

  /** Nothing can be embedded; {@code reason} is one line for the operator. */
  record Failed(String reason) implements ModelState {}

  /** The server is shutting down. */
  record Closed() implements ModelState {}
}
