package com.tkr.embed.model.hub;

import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Tries something over the network until it succeeds, or often enough in vain. */
final class Retries {
  /** No hub asks to wait longer without meaning that it does not want to be asked at all. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final String what;
  private final DownloadOptions options;
  private final DownloadMeter meter;
  private int failures;

  /**
   * @param what is fetched, in the operator's words
   */
  Retries(String what, DownloadOptions options, DownloadMeter meter) {
    this.what = what;
    this.options = options;
    this.meter = meter;
  }

  /** One try. */
  interface Attempt<T> {
    T run() throws IOException, InterruptedException;
  }

  /**
   * What the first attempt brings that does not fail.
   *
   * @throws DownloadFailed when one fails for good, or too many do
   */
  <T> T run(Attempt<T> attempt) throws DownloadFailed, InterruptedException {
    while (true) {
      try {
        return attempt.run();
      } catch (DownloadFailed e) {
        throw e;
      } catch (IOException e) {
        pause(e);
      }
    }
  }

  /** The attempt under way has brought something: those before it count no more. */
  void progressed() {
    failures = 0;
  }

  private void pause(IOException failure) throws DownloadFailed, InterruptedException {
    failures++;
    Optional<Duration> asked =
        failure instanceof TransientFailure known ? known.pause() : Optional.empty();
    Duration pause = asked.orElseGet(this::backOff);
    if (failures >= options.attempts() || pause.compareTo(LONGEST_PAUSE) > 0) {
      throw new DownloadFailed(
          Reason.UNREACHABLE, what + ": " + TransientFailure.describe(failure), failure);
    }
    String again = pause.toSeconds() > 0 ? "again in " + pause.toSeconds() + " s" : "again";
    meter.note(what + ": " + TransientFailure.describe(failure) + "; " + again);
    options.machine().sleep(pause);
  }

  /**
   * Twice as long each time, and between half of it and all, so that clients do not come at once.
   */
  private Duration backOff() {
    Duration longest = options.pause().multipliedBy(1L << Math.min(failures - 1, 10));
    return Duration.ofNanos(
        (long) (longest.toNanos() * ThreadLocalRandom.current().nextDouble(0.5, 1)));
  }
}
