package com.tkr.embed.keys;

import java.time.Instant;

/**
 * How much a key was used.
 *
 * @param count requests
 * @param lastUsedAt null for never
 */
record KeyUsage(long count, Instant lastUsedAt) {
  static final KeyUsage NONE = new KeyUsage(0, null);
}
