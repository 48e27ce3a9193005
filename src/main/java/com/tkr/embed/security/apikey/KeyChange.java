package com.tkr.embed.security.apikey;

import java.util.Optional;
import java.util.Set;

/**
 * What is to become different about a key; null leaves a thing as it is. The same bounds hold as
 * for a {@link NewKey}.
 *
 * @param expiresInDays from now; an empty one lets it live for ever
 * @param limits all of its own limits; an empty one leaves it the server's
 */
public record KeyChange(
    String name,
    Set<Permission> permissions,
    Optional<Integer> expiresInDays,
    Optional<CallerLimits> limits) {}
