package com.tkr.embed.embedding.batching;

import java.util.Comparator;
import java.util.TreeSet;

/**
 * What waits of one caller, short before long within bounds: an input of {@code c} tokens is
 * overtaken only by inputs that arrive before {@code SHORT_FIRST * c} more tokens of this caller
 * were served. Guarded by the queue's lock.
 */
final class CallerQueue {
  /** How many times its own length an input lets shorter ones pass. */
  static final double SHORT_FIRST = 4;

  static final Comparator<CallerQueue> NEXT =
      (a, b) -> compare(a.served, b.served, a.number, b.number);

  private final TreeSet<PendingInput> waiting =
      new TreeSet<>((a, b) -> compare(a.key(), b.key(), a.sequence(), b.sequence()));
  private final String name;
  private final long number;
  private long waitingTokens;
  private long reservedTokens;
  private double served;

  /** The {@code number}th caller, who stands where others have got {@code served} tokens. */
  CallerQueue(String name, long number, double served) {
    this.name = name;
    this.number = number;
    this.served = served;
  }

  private static int compare(double a, double b, long aNumber, long bNumber) {
    return a == b ? Long.compare(aNumber, bNumber) : Double.compare(a, b);
  }

  String name() {
    return name;
  }

  long number() {
    return number;
  }

  /** Virtual time: tokens served, counted from where the others were when this caller came. */
  double served() {
    return served;
  }

  /** Comes back after a pause, which earns nothing. */
  void resume(double virtualTime) {
    served = Math.max(served, virtualTime);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Tokens that wait or are reserved. */
  long heldTokens() {
    return waitingTokens + reservedTokens;
  }

  void reserve(long tokens) {
    reservedTokens += tokens;
  }

  void add(PendingInput input) {
    input.place(served + SHORT_FIRST * input.tokens());
    waiting.add(input);
    waitingTokens += input.tokens();
  }

  PendingInput peek() {
    return waiting.first();
  }

  /** Takes the next input, which counts as served. */
  PendingInput poll() {
    PendingInput next = waiting.pollFirst();
    waitingTokens -= next.tokens();
    served += next.tokens();
    return next;
  }

  void remove(PendingInput input) {
    waiting.remove(input);
    waitingTokens -= input.tokens();
  }
}
