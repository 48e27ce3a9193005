package com.tkr.embed.config.cli;

import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.hub.ByteCount;
import com.tkr.embed.model.hub.DownloadMeter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows a download's progress until it is closed: on a terminal in one line with a bar, elsewhere
 * by a line now and then, and to a program as {@link ProgressReport} has it.
 */
final class ProgressLines implements AutoCloseable {
  /** Whether the error stream is a terminal, as deploy.sh found. */
  static final String TERMINAL = "tkr.embed.terminal";

  private static final Duration REDRAWN = Duration.ofMillis(200);
  private static final Duration LINES = Duration.ofSeconds(15);
  private static final Duration REPORTED = Duration.ofMillis(500);
  private static final String CLEAR = "\r\033[K";
  private static final int BAR = 20;
  private static final int WIDTH = 79;

  private final String name;
  private final DownloadMeter meter;
  private final PrintStream err;
  private final boolean terminal;
  private final boolean reported = ProgressReport.isWanted();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(ProgressLines::daemon);

  private ProgressLines(String name, DownloadMeter meter, PrintStream err) {
    this.name = name;
    this.meter = meter;
    this.err = err;
    this.terminal = Boolean.getBoolean(TERMINAL);
  }

  /** Begins. */
  static ProgressLines show(String name, DownloadMeter meter, PrintStream err) {
    ProgressLines lines = new ProgressLines(name, meter, err);
    long nanos = lines.period().toNanos();
    lines.clock.scheduleWithFixedDelay(lines::print, nanos, nanos, TimeUnit.NANOSECONDS);
    return lines;
  }

  private Duration period() {
    if (reported) {
      return REPORTED;
    }
    return terminal ? REDRAWN : LINES;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "progress");
    thread.setDaemon(true);
    return thread;
  }

  private void print() {
    DownloadProgress now = meter.now();
    if (reported) {
      err.println(ProgressReport.line(now));
    } else if (terminal) {
      err.print(CLEAR + bar(name, now));
      err.flush();
    } else {
      err.println(line(name, now));
    }
  }

  /** For a terminal: one line, with a bar in the room that the figures leave. */
  static String bar(String name, DownloadProgress now) {
    if (now.totalBytes() == 0 || !now.note().isEmpty()) {
      return cut(line(name, now));
    }
    String figures = figures(now);
    int room = Math.max(0, Math.min(BAR, WIDTH - name.length() - figures.length() - 4));
    int filled = (int) (room * now.share());
    String bar = "#".repeat(filled) + "-".repeat(room - filled);
    return cut("%s [%s] %s".formatted(name, bar, figures));
  }

  /** For a log. */
  static String line(String name, DownloadProgress now) {
    String stage = name + ": " + now.stage().word();
    String figures = now.totalBytes() == 0 ? "" : " " + figures(now);
    return stage + figures + (now.note().isEmpty() ? "" : ", " + now.note());
  }

  private static String figures(DownloadProgress now) {
    String done = ByteCount.of(now.bytes()) + " of " + ByteCount.of(now.totalBytes());
    String rate = now.bytesPerSecond() == 0 ? "" : ", " + ByteCount.of(now.bytesPerSecond()) + "/s";
    String left =
        now.secondsLeft().isEmpty() ? "" : ", " + time(now.secondsLeft().getAsLong()) + " left";
    return (int) (100 * now.share()) + " %, " + done + rate + left;
  }

  private static String time(long seconds) {
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }

  private static String cut(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      clock.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
