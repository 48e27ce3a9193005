package com.tkr.embed.embedding;

import java.time.Instant;

/**
 * A model that was to be served instead of another, and is not.
 *
 * @param model as it was asked for
 * @param reason one line
 * @param time when that was known
 */
public record LoadFailure(String model, String reason, Instant time) {}
