package com.tkr.embed.embedding.batching;

import com.tkr.embed.model.InferenceTimeout;
import com.tkr.embed.model.ModelNotReady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What waits for the model, bounded in tokens and in age. Nothing waits for company: a batch is
 * what is there when the model is free, up to the token budget, in {@link FairOrder}. Every
 * operation takes O(log n) per input. Completes no future, so that nobody's code runs under its
 * lock. Thread-safe; one thread polls.
 */
final class BatchQueue {
  private static final int DROPS_AT_ONCE = 1000;

  private final BatchLimits limits;
  private final LongSupplier clock;
  private final FairOrder order = new FairOrder();
  private final LinkedHashSet<PendingInput> arrivals = new LinkedHashSet<>();
  private final TreeSet<PendingInput> expiries = new TreeSet<>(BatchQueue::byExpiry);
  private EngineRate rate;
  private long waitingTokens;
  private long reservedTokens;
  private long sequence;
  private long batchTokens;
  private long batchStart;
  private boolean busy;
  private boolean draining;
  private boolean closed;

  /** A queue on a clock of nanoseconds that starts at about 0. */
  BatchQueue(BatchLimits limits, LongSupplier clock, EngineRate rate) {
    this.limits = limits;
    this.clock = clock;
    this.rate = rate;
  }

  private static int byExpiry(PendingInput a, PendingInput b) {
    return a.expiry() == b.expiry()
        ? Long.compare(a.sequence(), b.sequence())
        : Long.compare(a.expiry(), b.expiry());
  }

  /**
   * Lets a request in.
   *
   * @throws QueueFull when it may not wait
   * @throws ModelNotReady when draining or closed
   * @throws InferenceTimeout when its deadline has passed
   */
  synchronized Reservation reserve(String name, long estimatedTokens, long deadline) {
    if (draining || closed) {
      throw notReady();
    }
    requireTime(deadline);
    long tokens = Math.max(1, estimatedTokens);
    admit(order.heldTokens(name), tokens);
    CallerQueue caller = order.caller(name);
    caller.reserve(tokens);
    reservedTokens += tokens;
    return new Reservation(this, caller, tokens, deadline);
  }

  private void admit(long own, long more) {
    Admission admission = new Admission(limits, rate, waitingTokens + reservedTokens);
    admission
        .refusal(own, more)
        .ifPresent(
            reason -> {
              throw new QueueFull(reason, retryAfterSeconds(admission.excess(own, more)));
            });
  }

  private void requireTime(long deadline) {
    if (clock.getAsLong() >= deadline) {
      throw new InferenceTimeout();
    }
  }

  /** When so many tokens will surely have left the queue, in whole seconds. */
  synchronized long retryAfterSeconds(long tokens) {
    long nanos = batchRemainderNanos() + rate.drainNanos(tokens);
    return Math.max(1, (nanos + 999_999_999) / 1_000_000_000);
  }

  /** Nothing is let in any more; what waits is done by the time that is told. */
  synchronized ModelNotReady notReady() {
    return new ModelNotReady(retryAfterSeconds(waitingTokens + reservedTokens));
  }

  /** One that runs longer than expected is expected to run on for as long as it is late. */
  private long batchRemainderNanos() {
    return busy && rate.measured()
        ? Math.abs(rate.batchNanos(batchTokens) - (clock.getAsLong() - batchStart))
        : 0;
  }

  synchronized void release(Reservation reservation) {
    if (reservation.spend()) {
      unreserve(reservation);
      order.settle(reservation.caller());
      notifyIfIdle();
    }
  }

  private void unreserve(Reservation reservation) {
    reservation.caller().reserve(-reservation.tokens());
    reservedTokens -= reservation.tokens();
  }

  /**
   * Queues all or none, and uses the reservation.
   *
   * @throws QueueFull when the reservation was for fewer tokens and the rest does not fit
   * @throws IllegalStateException when the reservation was used or given back
   */
  synchronized void add(Reservation reservation, List<PendingInput> inputs) {
    if (!reservation.spend()) {
      throw new IllegalStateException("This reservation was used or given back");
    }
    unreserve(reservation);
    try {
      addAll(reservation, inputs);
    } finally {
      order.settle(reservation.caller());
      notifyAll();
    }
  }

  private void addAll(Reservation reservation, List<PendingInput> inputs) {
    if (closed) {
      throw notReady();
    }
    requireTime(reservation.deadline());
    long tokens = inputs.stream().mapToLong(PendingInput::tokens).sum();
    requireRoom(tokens, tokens - reservation.tokens());
    long now = clock.getAsLong();
    long age = Math.max(limits.maxAge().toNanos(), 2 * rate.waitNanos(tokens));
    for (PendingInput input : inputs) {
      input.enter(reservation, sequence++, now, now + age);
      arrivals.add(input);
      expiries.add(input);
      order.add(input);
      waitingTokens += input.tokens();
    }
  }

  private void requireRoom(long tokens, long beyondPlace) {
    long held = waitingTokens + reservedTokens;
    if (beyondPlace > 0 && held > 0 && held + tokens > limits.queueTokens()) {
      long seconds = retryAfterSeconds(Math.min(held, held + tokens - limits.queueTokens()));
      throw new QueueFull(BatchObserver.RejectionReason.TOKENS, seconds);
    }
  }

  /** Takes out an input that nobody wants; false when it no longer waited. */
  synchronized boolean remove(PendingInput input) {
    if (!arrivals.contains(input)) {
      return false;
    }
    leave(input);
    order.remove(input);
    input.forget();
    notifyIfIdle();
    return true;
  }

  private void leave(PendingInput input) {
    arrivals.remove(input);
    expiries.remove(input);
    waitingTokens -= input.tokens();
  }

  /** Takes out what has waited too long: some of it, so that others get the lock; or nothing. */
  synchronized List<PendingInput> expire() {
    List<PendingInput> dropped = new ArrayList<>();
    long now = clock.getAsLong();
    while (dropped.size() < DROPS_AT_ONCE
        && !expiries.isEmpty()
        && expiries.first().expiry() <= now) {
      dropped.add(expiries.first());
      remove(expiries.first());
    }
    return dropped;
  }

  /** Whether something waits. */
  synchronized boolean hasInput() {
    return !arrivals.isEmpty();
  }

  /** Waits until something waits; false when closed. */
  synchronized boolean awaitInput() throws InterruptedException {
    while (arrivals.isEmpty() && !closed) {
      wait();
    }
    return !closed;
  }

  /** The next batch, empty when nothing waits; {@link #finished} must follow one. */
  synchronized List<PendingInput> poll() {
    List<PendingInput> batch = new ArrayList<>();
    long tokens = 0;
    while (!order.isEmpty() && fits(order.peek(), batch, tokens)) {
      PendingInput next = order.poll();
      leave(next);
      if (next.isWanted()) {
        batch.add(next);
        tokens += next.tokens();
      }
    }
    busy = !batch.isEmpty();
    batchTokens = tokens;
    batchStart = clock.getAsLong();
    return batch;
  }

  private boolean fits(PendingInput next, List<PendingInput> batch, long tokens) {
    return batch.isEmpty()
        || !(next.mark().alone() || batch.get(0).mark().alone())
            && tokens + next.tokens() <= rate.budget();
  }

  /** The batch is done, and the engine's rate now this. */
  synchronized void finished(EngineRate newRate) {
    rate = newRate;
    busy = false;
    notifyIfIdle();
  }

  /** What was learned of the engine. */
  synchronized void learn(EngineRate newRate) {
    rate = newRate;
  }

  /** Refuses new requests; what was let in is still computed. */
  synchronized void drain() {
    draining = true;
  }

  /** Waits until nothing waits, is reserved or is computed; false when the time is over before. */
  synchronized boolean awaitIdle(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!isIdle()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private boolean isIdle() {
    return arrivals.isEmpty() && reservedTokens == 0 && !busy;
  }

  private void notifyIfIdle() {
    if (isIdle()) {
      notifyAll();
    }
  }

  /** Refuses what comes; returns what waited. */
  synchronized List<PendingInput> close() {
    closed = true;
    List<PendingInput> rest = List.copyOf(arrivals);
    rest.forEach(this::remove);
    notifyAll();
    return rest;
  }

  /** The queue's part of the figures. */
  synchronized QueueStats stats() {
    long now = clock.getAsLong();
    return new QueueStats(
        arrivals.size(),
        waitingTokens,
        reservedTokens,
        order.callers(),
        arrivals.isEmpty() ? 0 : now - arrivals.iterator().next().arrival(),
        0,
        0,
        busy ? now - batchStart : 0,
        rate);
  }
}
