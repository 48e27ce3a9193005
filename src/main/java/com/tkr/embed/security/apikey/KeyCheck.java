package com.tkr.embed.security.apikey;

import org.jspecify.annotations.Nullable;

/**
 * What a presented key turned out to be.
 *
 * @param outcome for the audit log alone: clients do not learn why
 * @param caller who holds it; null unless it is accepted
 */
public record KeyCheck(Outcome outcome, @Nullable Caller caller) {
  /** Whether a key is accepted, and why not. */
  public enum Outcome {
    ACCEPTED,
    UNKNOWN,
    WRONG_SECRET,
    REVOKED,
    EXPIRED
  }

  static KeyCheck refused(Outcome outcome) {
    return new KeyCheck(outcome, null);
  }
}
