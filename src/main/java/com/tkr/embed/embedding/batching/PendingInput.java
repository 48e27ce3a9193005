package com.tkr.embed.embedding.batching;

import com.tkr.embed.model.ModelInput;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An input that waits, and who waits for its vector. A cancelled one is never computed. The fields
 * that a queue sets are guarded by its lock.
 */
final class PendingInput {
  private final int tokens;
  private final BatchGuard.Mark mark;
  private final CompletableFuture<float[]> vector = new CompletableFuture<>();
  private @Nullable ModelInput input;
  private @Nullable CallerQueue caller;
  private EngineTimes times = EngineTimes.UNTOLD;
  private long sequence;
  private long arrival;
  private long expiry;
  private long deadline;
  private double key;

  /** One that is expected to compute so many tokens. */
  PendingInput(ModelInput input, int tokens, BatchGuard.Mark mark) {
    this.input = input;
    this.tokens = tokens;
    this.mark = mark;
  }

  /** Enters a queue as its {@code sequence}th, to be dropped at {@code expiry}. */
  void enter(Reservation reservation, long sequence, long arrival, long expiry) {
    caller = reservation.caller();
    times = reservation.times();
    deadline = reservation.deadline();
    this.sequence = sequence;
    this.arrival = arrival;
    this.expiry = Math.min(expiry, deadline);
  }

  /** Where it stands among its caller's inputs: smaller goes first. */
  void place(double newKey) {
    key = newKey;
  }

  /** Lets go of the content, of which there may be megabytes. */
  void forget() {
    input = null;
  }

  ModelInput input() {
    return Objects.requireNonNull(input);
  }

  int tokens() {
    return tokens;
  }

  BatchGuard.Mark mark() {
    return mark;
  }

  CompletableFuture<float[]> vector() {
    return vector;
  }

  CallerQueue caller() {
    return Objects.requireNonNull(caller);
  }

  /** Who is told what the engine took; one for all inputs of a reservation. */
  EngineTimes times() {
    return times;
  }

  long sequence() {
    return sequence;
  }

  long arrival() {
    return arrival;
  }

  long expiry() {
    return expiry;
  }

  /** Whether at this time its request's deadline has passed. */
  boolean isLate(long now) {
    return now >= deadline;
  }

  double key() {
    return key;
  }

  boolean isWanted() {
    return !vector.isDone();
  }
}
