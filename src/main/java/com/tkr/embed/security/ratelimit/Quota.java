package com.tkr.embed.security.ratelimit;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one caller did of one thing: a bucket and the windows. Not thread-safe. */
final class Quota {
  /** A wait without end. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int MINUTE_SLOTS = 120;
  private static final int HOUR_SLOTS = 120;
  private static final int DAY_SLOTS = 144;

  private final TokenBucket bucket = new TokenBucket();
  private final List<SlidingWindow> windows =
      List.of(
          window(TimeUnit.MINUTES.toNanos(1), MINUTE_SLOTS),
          window(TimeUnit.HOURS.toNanos(1), HOUR_SLOTS),
          window(TimeUnit.DAYS.toNanos(1), DAY_SLOTS));

  private static SlidingWindow window(long nanos, int slots) {
    return new SlidingWindow(nanos / slots, slots);
  }

  /** What stands against so much more, the longest wait of all; its wait is 0 when nothing does. */
  LimitExcess excess(long count, Policies policies, long now) {
    LimitExcess longest =
        policies.burst().isLimited()
            ? new LimitExcess(policies.burst(), bucket.wait(count, policies, now))
            : new LimitExcess(policies.burst(), 0);
    for (int i = 0; i < windows.size(); i++) {
      Policy policy = policies.windows().get(i);
      if (policy.isLimited()) {
        long wait = windows.get(i).wait(count, policy.limit(), now);
        longest = wait > longest.waitNanos() ? new LimitExcess(policy, wait) : longest;
      }
    }
    return longest;
  }

  void take(long count, Policies policies, long now) {
    if (policies.burst().isLimited()) {
      bucket.take(count, policies, now);
    }
    for (SlidingWindow window : windows) {
      window.add(count, now);
    }
  }

  /** Takes one back in the windows that was taken at the time or later. */
  void giveBack(long time) {
    windows.forEach(window -> window.giveBack(time));
  }

  /** Where the caller stands at its nearest limit; null without limits. */
  @Nullable LimitStatus nearest(Policies policies, long now) {
    @Nullable LimitStatus nearest =
        policies.burst().isLimited() ? bucket.status(policies, now) : null;
    for (int i = 0; i < windows.size(); i++) {
      Policy policy = policies.windows().get(i);
      if (policy.isLimited()) {
        nearest = LimitStatus.nearer(nearest, windows.get(i).status(policy, now));
      }
    }
    return nearest;
  }

  /** Whether everything has left the windows. */
  boolean isEmpty(long now) {
    return windows.stream().allMatch(window -> window.isEmpty(now));
  }

  List<long[]> saved() {
    return windows.stream().map(SlidingWindow::saved).toList();
  }

  void restore(List<long[]> saved) {
    for (int i = 0; i < windows.size(); i++) {
      windows.get(i).restore(saved.get(i));
    }
  }
}
