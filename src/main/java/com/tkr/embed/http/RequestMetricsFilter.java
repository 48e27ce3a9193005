package com.tkr.embed.http;

import com.tkr.embed.metrics.ServingMetrics;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Counts and times every request, by route: what is no route of ours counts as {@code other}. */
public class RequestMetricsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> ROUTES =
      Set.of(
          "/embed/text",
          "/embed/image",
          "/embed/multimodal",
          "/similarity",
          "/info",
          "/health",
          "/health/live",
          "/health/ready",
          "/health/started",
          "/admin/stats",
          "/metrics",
          "/openapi");

  @Inject private transient ServingMetrics metrics;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long start = System.nanoTime();
    metrics.came();
    try {
      chain.doFilter(request, response);
    } finally {
      whenAnswered(request, response, start);
    }
  }

  private void whenAnswered(HttpServletRequest request, HttpServletResponse response, long start) {
    if (request.isAsyncStarted()) {
      request.getAsyncContext().addListener(onComplete(request, start));
    } else {
      answered(request, response, start);
    }
  }

  private void answered(HttpServletRequest request, HttpServletResponse response, long start) {
    String path = request.getRequestURI();
    metrics.answered(
        ROUTES.contains(path) ? path : "other",
        response.getStatus(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private AsyncListener onComplete(HttpServletRequest request, long start) {
    return new AsyncListener() {
      @Override
      public void onComplete(AsyncEvent event) {
        answered(request, (HttpServletResponse) event.getSuppliedResponse(), start);
      }

      @Override
      public void onTimeout(AsyncEvent event) {}

      @Override
      public void onError(AsyncEvent event) {}

      @Override
      public void onStartAsync(AsyncEvent event) {}
    };
  }
}
