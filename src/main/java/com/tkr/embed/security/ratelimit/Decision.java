package com.tkr.embed.security.ratelimit;

/**
 * Whether something is allowed.
 *
 * @param requests where the caller stands afterwards, in requests; null without such limits
 * @param items where it stands in input items; null without such limits
 * @param refusal why not; null when allowed
 */
public record Decision(Standing requests, Standing items, Refusal refusal) {
  public boolean isAllowed() {
    return refusal == null;
  }
}
