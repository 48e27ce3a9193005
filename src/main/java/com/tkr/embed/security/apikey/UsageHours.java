package com.tkr.embed.security.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often this server's keys were used in each hour, since its start. Thread-safe. */
final class UsageHours {
  /** Hours that are kept. */
  static final int KEPT = 72;

  private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

  private final Map<String, Hours> keys = new HashMap<>();

  /** Counts of one key in a ring, whose newest hour is the last. */
  private static final class Hours {
    private final int[] counts = new int[KEPT];
    private long last;

    void add(long hour, long uses) {
      // a clock that goes back counts into the hour that was
      long at = Math.max(hour, last);
      for (long passed = Math.max(last + 1, at - KEPT + 1); passed <= at; passed++) {
        counts[place(passed)] = 0;
      }
      counts[place(at)] += (int) uses;
      last = at;
    }

    SortedMap<Instant, Integer> used(long now) {
      SortedMap<Instant, Integer> used = new TreeMap<>();
      for (long hour = now - KEPT + 1; hour <= last; hour++) {
        if (hour > last - KEPT && counts[place(hour)] > 0) {
          used.put(Instant.ofEpochSecond(hour * HOUR_SECONDS), counts[place(hour)]);
        }
      }
      return used;
    }

    private static int place(long hour) {
      return (int) Math.floorMod(hour, (long) KEPT);
    }
  }

  /** Counts uses that were just written down. */
  synchronized void add(Map<String, ApiKey.Usage> uses, Instant now) {
    uses.forEach(
        (id, usage) -> keys.computeIfAbsent(id, any -> new Hours()).add(hour(now), usage.count()));
  }

  /** The hours in which a key was used, by their beginnings. */
  synchronized SortedMap<Instant, Integer> of(String id, Instant now) {
    return keys.getOrDefault(id, new Hours()).used(hour(now));
  }

  private static long hour(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), HOUR_SECONDS);
  }
}
