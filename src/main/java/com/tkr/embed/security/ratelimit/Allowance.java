package com.tkr.embed.security.ratelimit;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one caller may do, in requests and in input items. */
public final class Allowance {
  private final Policies requests;
  private final Policies items;
  private final String header;

  /**
   * The allowance of request limits.
   *
   * @param itemsPerRequest as many times that in items; 0 for no limit of items
   */
  public Allowance(Limits limits, long itemsPerRequest) {
    requests = new Policies(limits, "", "");
    items = new Policies(limits.times(itemsPerRequest), "items-", ";qu=\"items\"");
    header =
        Stream.of(requests, items)
            .filter(Policies::areLimited)
            .map(Policies::header)
            .collect(Collectors.joining(", "));
  }

  /** Whether there is any limit. */
  public boolean isLimited() {
    return !header.isEmpty();
  }

  /** The value of the header {@code RateLimit-Policy}; empty without limits. */
  public String header() {
    return header;
  }

  Policies requests() {
    return requests;
  }

  Policies items() {
    return items;
  }
}
