package com.tkr.embed.security.ratelimit;

import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.CallerLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the caller's own limits, or else by the server's. The master key is without limits.
 * Thread-safe.
 */
final class RateLimiter {
  private static final int MOST_KINDS_OF_LIMITS = 1000;

  private final Map<CallerLimits, Allowance> own = new ConcurrentHashMap<>();
  private final LimitCounts counts = new LimitCounts();
  private final ServerLimits limits;
  private final Allowance servers;
  private final CallerTables tables;

  /** A limiter by a clock of nanoseconds, such as {@link System#nanoTime}. */
  RateLimiter(ServerLimits limits, LongSupplier clock) {
    this.limits = limits;
    servers = limits.allowance();
    tables = new CallerTables(clock);
  }

  /** What the caller may do; null when it is not limited. */
  @Nullable Allowance allowance(Caller caller) {
    if (!limits.enabled() || caller.kind() == Caller.Kind.MASTER_KEY) {
      return null;
    }
    Allowance allowance = caller.limits() == null ? servers : allowance(caller.limits());
    return allowance.isLimited() ? allowance : null;
  }

  private Allowance allowance(CallerLimits wanted) {
    Allowance known = own.get(wanted);
    if (known != null) {
      return known;
    }
    if (own.size() >= MOST_KINDS_OF_LIMITS) {
      own.clear();
    }
    return own.computeIfAbsent(wanted, limits::allowance);
  }

  /** Counts a request, or refuses it. */
  Decision request(Caller caller, Allowance allowance) {
    return counts.request(tables.ask(caller, usage -> usage.request(allowance)));
  }

  /** Counts the items of a request that came at a reading of the clock, or refuses them. */
  Decision items(Caller caller, Allowance allowance, Items items) {
    return counts.items(
        tables.ask(caller, usage -> usage.items(allowance, items.count(), items.requestedAt())),
        items.count());
  }

  /**
   * Input items of a request.
   *
   * @param requestedAt reading of the clock before the request was counted
   */
  record Items(int count, long requestedAt) {}

  CallerTables tables() {
    return tables;
  }

  /** Changes with every decision. */
  long decisions() {
    return counts.decisions();
  }

  RateLimiterStats stats() {
    return new RateLimiterStats(limits, tables.sizes(), counts.now());
  }
}
