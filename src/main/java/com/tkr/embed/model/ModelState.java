package com.tkr.embed.model;

import java.time.Duration;
import java.util.Optional;

/** Where the model stands in its life. */
public sealed interface ModelState {
  /**
   * It is being made ready.
   *
   * @param progress share of the bytes that are fetched, or read, 0 to 1
   * @param download of its files, while that is under way
   */
  record Loading(double progress, Optional<DownloadProgress> download) implements ModelState {
    /** Weights are being read. */
    public Loading(double progress) {
      this(progress, Optional.empty());
    }

    /** Files are being fetched. */
    public static Loading of(DownloadProgress download) {
      return new Loading(download.share(), Optional.of(download));
    }
  }

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
