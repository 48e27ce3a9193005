package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.Terms;
import com.tkr.embed.security.auth.RequestContext;

/**
 * What a request's header asks of its computation.
 *
 * @param deadlineNanos of {@link System#nanoTime}, after which nobody waits for it
 * @param cached whether vectors may be taken from the cache and kept in it
 */
public record Wishes(long deadlineNanos, boolean cached) {
  /** The terms for a verified caller. */
  Terms of(RequestContext context) {
    return new Terms(context.caller().id(), deadlineNanos, cached);
  }
}
