package com.tkr.embed.embedding;

import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.LoadStage;
import com.tkr.embed.model.ModelState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * How far a load is, and how long it takes from now on: by its own rate, else by what the last load
 * of the same model took. Immutable.
 *
 * @param stage what is being done
 * @param share of that, 0 to 1
 * @param rest for this stage; from {@link LoadStage#LOADING} on for all that is left
 * @param download asks how far that is
 */
record LoadProgress(
    LoadStage stage, double share, Wait rest, Optional<Supplier<DownloadProgress>> download) {
  /** A share below it tells no rate. */
  private static final double TELLING = 0.05;

  /** Nothing is done yet. */
  static LoadProgress begin() {
    return new LoadProgress(LoadStage.LOADING, 0, Wait.begin(Duration.ZERO), Optional.empty());
  }

  /** Files are being fetched. */
  LoadProgress fetching(Supplier<DownloadProgress> files) {
    return new LoadProgress(LoadStage.DOWNLOADING, 0, rest.again(), Optional.of(files));
  }

  /** So much of a stage is done. */
  LoadProgress at(LoadStage now, double done) {
    boolean same = now == stage || now == LoadStage.WARMING && stage == LoadStage.LOADING;
    return new LoadProgress(now, done, same ? rest : rest.again(), Optional.empty());
  }

  /** The files are here; so long the rest took the last time. */
  LoadProgress located(Optional<Duration> last) {
    Wait all = rest.again().expecting(last.orElse(Duration.ZERO));
    return new LoadProgress(LoadStage.LOADING, 0, all, Optional.empty());
  }

  /** As the rest of the server is told it. */
  ModelState.Loading shown() {
    Optional<DownloadProgress> files = download.map(Supplier::get);
    double progress = files.map(DownloadProgress::share).orElse(share);
    return new ModelState.Loading(stage, progress, secondsLeft(files), files);
  }

  /** When to come again, in whole seconds, 1 to 600. */
  long retryAfterSeconds() {
    OptionalLong left = shown().secondsLeft();
    return left.isPresent()
        ? Wait.retryAfterSeconds(Duration.ofSeconds(left.getAsLong()))
        : rest.retryAfterSeconds();
  }

  private OptionalLong secondsLeft(Optional<DownloadProgress> files) {
    if (files.isPresent()) {
      return files.get().secondsLeft();
    }
    Duration elapsed = rest.elapsed();
    if (stage != LoadStage.WARMING && share >= TELLING) {
      return OptionalLong.of((long) Math.ceil(elapsed.toNanos() / 1e9 * (1 - share) / share));
    }
    return rest.expected().compareTo(elapsed) > 0
        ? OptionalLong.of(Wait.seconds(rest.left()))
        : OptionalLong.empty();
  }
}
