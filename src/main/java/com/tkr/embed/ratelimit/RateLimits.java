package com.tkr.embed.ratelimit;

import com.tkr.embed.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;

/** The limits of the server's callers. */
@ApplicationScoped
public class RateLimits {
  /** Counts a request against its caller's limits, or refuses it. */
  void request(RequestContext context) {}

  /** Counts input items of a request against its caller's item quota, or refuses it. */
  public void items(RequestContext context, int count) {}
}
