package com.tkr.embed.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Where the model stands in its life. */
public sealed interface ModelState {
  /**
   * It is being made ready.
   *
   * @param stage what is being done
   * @param progress share of that, 0 to 1: of the bytes that are fetched, or of the weights
   * @param secondsLeft until it is ready, as far as that is known; empty while nothing tells
   * @param download of its files, while that is under way
   */
  record Loading(
      LoadStage stage,
      double progress,
      OptionalLong secondsLeft,
      Optional<DownloadProgress> download)
      implements ModelState {
    /** The word for what is being done, that of the download's own part among them. */
    public String stageWord() {
      return download.map(files -> files.stage().word()).orElse(stage.word());
    }
  }

  /**
   * A first embedding succeeded.
   *
   * @param since when that was: another load, even of the same model, has another one
   * @param loadTime since loading began
   * @param firstText what a short text took, before anybody asked for one; empty while that is
   *     measured
   */
  record Ready(ModelInfo info, Instant since, Duration loadTime, Optional<Duration> firstText)
      implements ModelState {}

  /** Nothing can be embedded; {@code reason} is one line for the operator. */
  record Failed(String reason) implements ModelState {}

  /** The server is shutting down. */
  record Closed() implements ModelState {}
}
