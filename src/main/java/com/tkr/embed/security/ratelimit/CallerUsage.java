package com.tkr.embed.security.ratelimit;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one caller did, in requests and in input items. A decision is made in one step: either all
 * limits allow it and all count it, or none does. Time is the sum of the clock's steps forward: a
 * step back counts as none, so that it neither forgets what was done nor stops the time.
 *
 * <p>Thread-safe: one lock, held for less than a microsecond.
 */
public final class CallerUsage {
  private static final long UNUSED_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier clock;
  private final Quota requests = new Quota();
  private final Quota items = new Quota();
  private long reading;
  private long now;
  private long askedAt;
  private boolean closed;

  /** A usage of which nothing was used, by a clock of nanoseconds. */
  public CallerUsage(LongSupplier clock) {
    this.clock = clock;
    reading = clock.getAsLong();
  }

  /** What was kept, so many nanoseconds ago. */
  CallerUsage(LongSupplier clock, SavedUsage saved, long agoNanos) {
    this(clock);
    now = saved.now() + agoNanos;
    askedAt = now;
    requests.restore(saved.requests());
    items.restore(saved.items());
  }

  /**
   * Counts a request. It is refused, too, while not a single item would be allowed. Null when
   * closed.
   */
  public synchronized @Nullable Decision request(Allowance allowance) {
    if (closed) {
      return null;
    }
    tick();
    askedAt = now;
    LimitExcess excess =
        LimitExcess.longer(
            requests.excess(1, allowance.requests(), now), items.excess(1, allowance.items(), now));
    boolean allowed = excess.waitNanos() == 0;
    if (allowed) {
      requests.take(1, allowance.requests(), now);
    }
    return decision(allowance, allowed ? null : excess);
  }

  /**
   * Counts the items of a request that was counted. When they are refused, the request is taken out
   * of the windows again; its burst token stays taken, because its body was read. Null when closed.
   *
   * @param requestedAt reading of the clock when the request was counted, or before
   */
  public synchronized @Nullable Decision items(Allowance allowance, long count, long requestedAt) {
    if (closed) {
      return null;
    }
    tick();
    askedAt = now;
    LimitExcess excess = items.excess(count, allowance.items(), now);
    if (excess.waitNanos() == 0) {
      items.take(count, allowance.items(), now);
      return decision(allowance, null);
    }
    requests.giveBack(now - Math.max(0, reading - requestedAt));
    LimitExcess again = requests.excess(1, allowance.requests(), now);
    return decision(allowance, LimitExcess.longer(excess, again));
  }

  private Decision decision(Allowance allowance, @Nullable LimitExcess excess) {
    return new Decision(
        requests.nearest(allowance.requests(), now), items.nearest(allowance.items(), now), excess);
  }

  /**
   * Closes it when nothing is counted in it any more and it was not asked for a while, and says
   * whether it is closed.
   */
  synchronized boolean closeIfUnused() {
    closed |= idleNanos() > UNUSED_NANOS && requests.isEmpty(now) && items.isEmpty(now);
    return closed;
  }

  synchronized void close() {
    closed = true;
  }

  /** How long ago it was asked last. */
  synchronized long idleNanos() {
    tick();
    return now - askedAt;
  }

  synchronized SavedUsage saved(String id) {
    tick();
    return new SavedUsage(id, now, requests.saved(), items.saved());
  }

  private void tick() {
    long read = clock.getAsLong();
    now += Math.max(0, read - reading);
    reading = read;
  }
}
