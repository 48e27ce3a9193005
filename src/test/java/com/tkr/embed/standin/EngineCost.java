package com.tkr.embed.standin;

import com.tkr.embed.model.ModelInput;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a batch takes: {@code fixed + perInput * inputs + perToken * tokens}, in nanoseconds. Tokens
 * of the shared prefix are free. A large fixed part is an engine bound by reading its weights.
 */
record EngineCost(long fixed, long perInput, long perToken) {
  private static final long SPIN = 60_000;

  long nanos(List<ModelInput> batch) {
    long tokens = batch.stream().mapToLong(input -> input.tokens() - input.prefixLength()).sum();
    return fixed + perInput * batch.size() + perToken * tokens;
  }

  /** Sleeps to the deadline, the last microseconds by spinning. */
  static void sleepUntil(long deadline) {
    for (long left = left(deadline); left > 0; left = left(deadline)) {
      if (left > SPIN) {
        LockSupport.parkNanos(left - SPIN);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private static long left(long deadline) {
    return deadline - System.nanoTime();
  }
}
