package com.tkr.embed.security.apikey;

import java.util.Set;

/**
 * A wish for a key.
 *
 * @param name 1 to 200 characters, none of them a control character
 * @param permissions at least one
 * @param expiresInDays 1 to 36500; null for never
 * @param limits its own, from 0 to a thousand million; null for the server's
 */
public record NewKey(
    String name, Set<Permission> permissions, Integer expiresInDays, CallerLimits limits) {}
