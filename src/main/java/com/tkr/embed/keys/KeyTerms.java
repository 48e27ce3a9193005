package com.tkr.embed.keys;

import com.tkr.embed.request.CallerLimits;
import com.tkr.embed.request.Permission;
import java.time.Instant;
import java.util.Set;

/**
 * What an administrator decides about a key.
 *
 * @param name for people
 * @param permissions at least one
 * @param expiresAt the first moment that it is not valid; null for never
 * @param limits its own; null for the server's
 */
record KeyTerms(String name, Set<Permission> permissions, Instant expiresAt, CallerLimits limits) {
  KeyTerms {
    permissions = Set.copyOf(permissions);
  }
}
