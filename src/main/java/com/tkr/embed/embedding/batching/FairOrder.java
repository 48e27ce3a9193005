package com.tkr.embed.embedding.batching;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whose turn it is: start-time fair queueing (Goyal, Vin, Cheng, SIGCOMM 1996) between callers,
 * counted in tokens. It shares like deficit round robin, needs no quantum, and takes O(log n) for
 * inputs of any length. The caller with the least virtual time is next, and its virtual time grows
 * by what it got; who comes again starts at the virtual time of the last one served.
 *
 * <p><b>Nobody starves.</b> Let an input of {@code c} tokens enter, {@code m} be the longest
 * input's tokens, {@code q} the most tokens its caller ever has waiting, and {@code s} {@link
 * CallerQueue#SHORT_FIRST}. Whatever arrives later:
 *
 * <ul>
 *   <li>its own caller is served less than {@code s * c + m + q} tokens before it: what arrives
 *       after {@code s * c} of them cannot pass it, and at that moment at most {@code q} wait;
 *   <li>any other caller is served at most {@code 2 * m} tokens more than its own meanwhile,
 *       because it is served only while its virtual time is the least, and starts at most {@code m}
 *       behind.
 * </ul>
 *
 * <p>So with {@code n} other callers less than {@code (n + 1) * (s * c + m + q) + 2 * n * m} tokens
 * are served before it. Guarded by the queue's lock.
 */
final class FairOrder {
  private final Map<String, CallerQueue> callers = new HashMap<>();
  private final TreeSet<CallerQueue> active = new TreeSet<>(CallerQueue.NEXT);
  private final TreeSet<CallerQueue> resting = new TreeSet<>(CallerQueue.NEXT);
  private long numbers;
  private double virtualTime;

  /** The caller of this name, made known if need be; {@link #settle} forgets it again. */
  CallerQueue caller(String name) {
    return callers.computeIfAbsent(name, n -> new CallerQueue(n, numbers++, virtualTime));
  }

  /** Tokens that a caller has waiting or reserved. */
  long heldTokens(String name) {
    CallerQueue caller = callers.get(name);
    return caller == null ? 0 : caller.heldTokens();
  }

  boolean isEmpty() {
    return active.isEmpty();
  }

  /** Callers known: with something waiting, reserved, or more than their share just got. */
  int callers() {
    return callers.size();
  }

  void add(PendingInput input) {
    CallerQueue caller = input.caller();
    if (caller.isEmpty()) {
      resting.remove(caller);
      caller.resume(virtualTime);
      active.add(caller);
    }
    caller.add(input);
  }

  /** The next input; there must be one. */
  PendingInput peek() {
    return active.first().peek();
  }

  /** Takes the next input; there must be one. */
  PendingInput poll() {
    CallerQueue caller = active.pollFirst();
    virtualTime = caller.served();
    PendingInput next = caller.poll();
    if (!caller.isEmpty()) {
      active.add(caller);
    }
    settle(caller);
    return next;
  }

  /** Takes out an input that waits. */
  void remove(PendingInput input) {
    CallerQueue caller = input.caller();
    caller.remove(input);
    if (caller.isEmpty()) {
      active.remove(caller);
    }
    settle(caller);
  }

  /**
   * Forgets a caller that has nothing here, but not before the others had as much: otherwise who
   * sends one input at a time would always be first. When nobody waits, all are even.
   */
  void settle(CallerQueue caller) {
    if (caller.isEmpty()) {
      resting.add(caller);
    }
    if (active.isEmpty() && !resting.isEmpty()) {
      virtualTime = Math.max(virtualTime, resting.last().served());
    }
    while (!resting.isEmpty() && resting.first().served() <= virtualTime) {
      forget(resting.pollFirst());
    }
  }

  /** One with a reservation stays known by name; its last release settles it again. */
  private void forget(CallerQueue caller) {
    if (caller.heldTokens() == 0) {
      callers.remove(caller.name());
    }
  }
}
