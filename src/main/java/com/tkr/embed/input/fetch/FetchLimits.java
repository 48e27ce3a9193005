package com.tkr.embed.input.fetch;

import java.time.Duration;
import java.util.List;

/**
 * What is fetched.
 *
 * @param bytes of a file
 * @param time for all of a file, redirects among it
 * @param hosts from which alone, in lower case, {@code .example.org} for all that end so; empty for
 *     any
 */
public record FetchLimits(int bytes, Duration time, List<String> hosts) {
  /** Hops to other addresses. */
  static final int REDIRECTS = 3;

  public FetchLimits {
    hosts = List.copyOf(hosts);
  }

  /** Whether a host is one of them. */
  boolean allows(String host) {
    return hosts.isEmpty()
        || hosts.stream()
            .anyMatch(each -> each.startsWith(".") ? host.endsWith(each) : host.equals(each));
  }
}
