package com.tkr.embed.security.ratelimit;

import java.util.List;

/**
 * What one caller did, to be kept. The bursts are not in it: they are full again before long.
 *
 * @param id the caller
 * @param now time of the counts in nanoseconds, of the caller's own clock
 * @param requests index and count of every slot, by window
 * @param items index and count of every slot, by window
 */
public record SavedUsage(String id, long now, List<long[]> requests, List<long[]> items) {}
