package com.tkr.embed.security.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * Whether something is allowed.
 *
 * @param requests where the caller stands afterwards, in requests; null without such limits
 * @param items where it stands in input items; null without such limits
 * @param excess why not; null when allowed
 */
public record Decision(
    @Nullable LimitStatus requests, @Nullable LimitStatus items, @Nullable LimitExcess excess) {
  public boolean isAllowed() {
    return excess == null;
  }
}
