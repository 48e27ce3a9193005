package com.tkr.embed.rest.filter;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.ModelStatus;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.observe.health.HealthReport;
import com.tkr.embed.observe.health.ProcessStats;
import com.tkr.embed.rest.codec.JsonDocument;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;

/**
 * Answers {@code GET /health}. A filter, because the platform's own servlet stands at {@code
 * /health/*} and takes the path before any resource.
 */
public class HealthFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient ModelLifecycle lifecycle;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON);
    response.getOutputStream().write(JsonDocument.bytes(report().body()));
  }

  private HealthReport report() {
    ModelStatus model = lifecycle.status();
    long weights = model.state() instanceof ModelState.Ready ready ? ready.info().weightBytes() : 0;
    return new HealthReport(model, ProcessStats.now(weights));
  }
}
