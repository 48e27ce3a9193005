package com.tkr.embed.security.ratelimit;

/**
 * One limit.
 *
 * @param name as clients see it
 * @param limit what is allowed within the window: from 1, or 0 for no limit
 * @param seconds length of the window; for the burst's bucket the time that fills it, rounded up
 */
public record Policy(String name, long limit, long seconds) {
  /** The largest limit: a larger one counts as this. */
  static final long MOST = 100_000_000;

  public Policy {
    limit = Math.min(limit, MOST);
  }

  boolean isLimited() {
    return limit > 0;
  }
}
