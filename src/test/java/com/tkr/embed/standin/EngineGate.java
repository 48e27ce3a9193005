package com.tkr.embed.standin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;

/** Holds the engine, so that a test knows that a batch is in it and what waits behind. */
@ApplicationScoped
public class EngineGate {
  private volatile CountDownLatch opening = new CountDownLatch(0);

  /** From now on batches stand still. */
  public void hold() {
    opening = new CountDownLatch(1);
  }

  /** Lets the batches go on. */
  public void release() {
    opening.countDown();
  }

  /** Waits until the engine is not held. */
  void pass() {
    try {
      opening.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
