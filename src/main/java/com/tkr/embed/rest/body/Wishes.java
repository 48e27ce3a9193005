package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.RequestOptions;
import com.tkr.embed.security.auth.RequestContext;

/**
 * What a request's header asks of its computation.
 *
 * @param deadlineNanos of {@link System#nanoTime}, after which nobody waits for it
 * @param cached whether vectors may be taken from the cache and kept in it
 */
public record Wishes(long deadlineNanos, boolean cached) {
  /** The options for a verified caller. */
  RequestOptions of(RequestContext context) {
    return new RequestOptions(context.caller().id(), deadlineNanos, cached);
  }
}
