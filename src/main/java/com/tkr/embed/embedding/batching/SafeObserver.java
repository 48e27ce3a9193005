package com.tkr.embed.embedding.batching;

import java.lang.System.Logger.Level;

/** Passes on what happens and survives who is told: figures must not cost anyone a vector. */
record SafeObserver(BatchObserver observer) implements BatchObserver {
  private static final System.Logger LOG = System.getLogger(SafeObserver.class.getName());

  @Override
  public void batch(Batch batch) {
    tell(() -> observer.batch(batch));
  }

  @Override
  public void refused(RejectionReason reason) {
    tell(() -> observer.refused(reason));
  }

  @Override
  public void dropped(Drop reason) {
    tell(() -> observer.dropped(reason));
  }

  private static void tell(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The observer of batches failed", e);
    }
  }
}
