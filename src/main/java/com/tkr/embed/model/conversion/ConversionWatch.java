package com.tkr.embed.model.conversion;

import com.tkr.embed.model.hub.DownloadMeter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells the meter how far a conversion is, and the converter when its thread is interrupted. */
final class ConversionWatch implements AutoCloseable {
  private static final long MILLIS = 200;

  private final CheckpointConverter converter;
  private final DownloadMeter meter;
  private final Thread converting = Thread.currentThread();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private long told;

  private ConversionWatch(CheckpointConverter converter, DownloadMeter meter) {
    this.converter = converter;
    this.meter = meter;
  }

  /** Of the calling thread, which converts. */
  static ConversionWatch begin(CheckpointConverter converter, DownloadMeter meter) {
    ConversionWatch watch = new ConversionWatch(converter, meter);
    watch.clock.scheduleAtFixedRate(watch::look, 0, MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    if (converting.isInterrupted()) {
      converter.cancel();
    }
    tell();
  }

  private void tell() {
    long bytes = (long) (converter.progress() * converter.bytes());
    meter.received(bytes - told);
    told = bytes;
  }

  /** Waits for the clock's end: the converter may be closed next. */
  @Override
  public void close() {
    clock.shutdown();
    boolean interrupted = false;
    while (!clock.isTerminated()) {
      try {
        clock.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    tell();
    if (interrupted) {
      converting.interrupt();
    }
  }
}
