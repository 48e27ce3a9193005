package com.tkr.embed.rest.filter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Lets the first request for metrics pass alone: with it the platform registers gauges of its own,
 * and two at once would do so twice, of which it complains. Thread-safe; who comes meanwhile waits.
 */
final class FirstScrape {
  private volatile boolean over;

  void pass(FilterChain chain, ServletRequest request, ServletResponse response)
      throws IOException, ServletException {
    if (!over) {
      synchronized (this) {
        if (!over) {
          chain.doFilter(request, response);
          over = true;
          return;
        }
      }
    }
    chain.doFilter(request, response);
  }
}
