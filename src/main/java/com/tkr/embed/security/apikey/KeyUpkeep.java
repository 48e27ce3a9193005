package com.tkr.embed.security.apikey;

import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Keeps memory and database together: other servers' changes in, counted uses out. */
final class KeyUpkeep implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(KeyUpkeep.class.getName());
  private static final long REFRESH_SECONDS = 1;
  private static final long FLUSH_SECONDS = 5;
  private static final long STOP_SECONDS = 5;

  private final KeyStore store;
  private final ScheduledExecutorService timer;
  private boolean reported;

  KeyUpkeep(KeyStore store) {
    this.store = store;
    timer = new ScheduledThreadPoolExecutor(1, KeyUpkeep::thread);
    timer.scheduleWithFixedDelay(
        () -> attempt(store::refresh), REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(
        () -> attempt(store::flush), FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends the upkeep after a last flush. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.flush();
  }

  /** A store that fails for a while is reported once, and again when it is back. */
  private void attempt(Runnable work) {
    try {
      work.run();
      if (reported) {
        LOG.log(Level.INFO, "The key store is back");
      }
      reported = false;
    } catch (RuntimeException e) {
      if (!reported) {
        LOG.log(Level.ERROR, "The key store fails; keys are accepted from memory: {0}", e);
      }
      reported = true;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "key-upkeep");
    thread.setDaemon(true);
    return thread;
  }
}
