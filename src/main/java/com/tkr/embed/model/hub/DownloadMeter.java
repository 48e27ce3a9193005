package com.tkr.embed.model.hub;

import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.DownloadProgress.Stage;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts what a download brings. Its threads write, and whoever shows progress reads, as often as
 * it likes: a terminal, {@code /health}.
 */
public final class DownloadMeter {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final LongSupplier clock;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private Stage stage = Stage.LISTING;
  private long bytes;
  private long totalBytes;
  private long came;
  private String note = "";

  /** How much had come at a time. */
  private record Sample(long nanos, long came) {}

  public DownloadMeter() {
    this(System::nanoTime);
  }

  /**
   * @param clock nanoseconds since whenever
   */
  DownloadMeter(LongSupplier clock) {
    this.clock = clock;
  }

  /** Something else is being done from here on. */
  public synchronized void enters(Stage next) {
    stage = next;
    note = "";
  }

  /** What there is to fetch or to read is known. */
  public synchronized void begins(Stage next, long total, long present) {
    enters(next);
    totalBytes = total;
    bytes = present;
    came = 0;
    samples.clear();
    samples.add(new Sample(clock.getAsLong(), 0));
  }

  /** So many bytes have come. */
  public synchronized void received(long count) {
    bytes += count;
    came += count;
    note = "";
    long now = clock.getAsLong();
    if (samples.isEmpty() || now - samples.getLast().nanos() >= STEP_NANOS) {
      samples.add(new Sample(now, came));
    }
    while (samples.size() > 1 && now - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  /** So many bytes that were counted have to come again. */
  synchronized void lost(long count) {
    bytes -= count;
  }

  /** Something delays it. */
  public synchronized void note(String line) {
    note = line;
  }

  /** Where it stands. */
  public synchronized DownloadProgress now() {
    long rate = rate();
    OptionalLong left =
        rate > 0 ? OptionalLong.of((totalBytes - bytes + rate - 1) / rate) : OptionalLong.empty();
    return new DownloadProgress(stage, bytes, totalBytes, rate, left, note);
  }

  private long rate() {
    if (samples.isEmpty()) {
      return 0;
    }
    Sample first = samples.getFirst();
    double seconds = (clock.getAsLong() - first.nanos()) / 1e9;
    return seconds <= 0 ? 0 : (long) ((came - first.came()) / seconds);
  }
}
