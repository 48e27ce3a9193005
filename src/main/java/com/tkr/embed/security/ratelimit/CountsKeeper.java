package com.tkr.embed.security.ratelimit;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Keeps callers' counts over a restart: writes them every {@value #SECONDS} seconds when something
 * was decided, and when the server stops. A killed server loses what it counted since. The time
 * that the server was down is taken from the wall clock: none when that went back meanwhile, so
 * that counts stay for their window's length at most.
 */
final class CountsKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CountsKeeper.class.getName());
  private static final int SECONDS = 5;
  private static final long FORGOTTEN_MILLIS = TimeUnit.DAYS.toMillis(2);

  private final RateLimiter limiter;
  private final CountsFile file;
  private final InstantSource wall;
  private final Thread thread = new Thread(this::keep, "rate-limits");
  private long written;
  private boolean failing;

  CountsKeeper(RateLimiter limiter, CountsFile file, InstantSource wall) {
    this.limiter = limiter;
    this.file = file;
    this.wall = wall;
  }

  /** Takes over the counts that the file has, and keeps it up to date. */
  static CountsKeeper start(RateLimiter limiter, CountsFile file) {
    CountsKeeper keeper = new CountsKeeper(limiter, file, InstantSource.system());
    keeper.restore();
    keeper.thread.setDaemon(true);
    keeper.thread.start();
    return keeper;
  }

  /** Takes over the counts that the file has. */
  void restore() {
    try {
      CountsFile.Kept kept = file.read();
      long down = Math.min(Math.max(0, wall.millis() - kept.wallMillis()), FORGOTTEN_MILLIS);
      limiter.tables().restore(kept.usages(), TimeUnit.MILLISECONDS.toNanos(down));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The kept rate limit counts are lost; they start at 0", e);
    }
  }

  /** Writes the counts when something was decided since they were written. */
  synchronized void save() {
    long decisions = limiter.decisions();
    if (decisions == written) {
      return;
    }
    try {
      file.write(new CountsFile.Kept(wall.millis(), limiter.tables().saved()));
      written = decisions;
      failing = false;
    } catch (IOException e) {
      LOG.log(failing ? Level.DEBUG : Level.WARNING, "Rate limit counts cannot be kept", e);
      failing = true;
    }
  }

  private void keep() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(SECONDS);
        limiter.tables().sweep();
        save();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "Closed");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    save();
  }
}
