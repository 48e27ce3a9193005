package com.tkr.embed.batching;

import com.tkr.embed.model.ModelInput;
import java.util.concurrent.CompletableFuture;

/** An input that waits, and who waits for its vector. A cancelled one is never computed. */
record PendingInput(ModelInput input, CompletableFuture<float[]> vector) {
  PendingInput(ModelInput input) {
    this(input, new CompletableFuture<>());
  }

  boolean isWanted() {
    return !vector.isDone();
  }
}
