package com.tkr.embed.rest.filter;

import com.tkr.embed.config.startup.HttpConfig;
import com.tkr.embed.observe.log.AccessLog;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.rest.error.ErrorAnswers;
import com.tkr.embed.rest.grizzly.ArrivingBody;
import com.tkr.embed.rest.grizzly.RequestHeads;
import com.tkr.embed.rest.grizzly.RequestProgress;
import com.tkr.embed.rest.grizzly.TrustedProxies;
import com.tkr.embed.security.auth.Authentication;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Stands before everything else, the platform's own endpoints included: gives every request its
 * context, sets the headers of its answer, lets it pass or not, and sees it end.
 */
public class RequestFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient HttpConfig config;
  @Inject private transient Routes routes;
  @Inject private transient ServingMetrics metrics;
  @Inject private transient AccessLog accessLog;
  @Inject private transient Authentication authentication;
  @Inject private transient ErrorAnswers errors;

  private transient RequestHeads heads;
  private transient BrowserHeaders headers;
  private transient Cors cors;
  private transient Gate gate;
  private transient RequestEnd end;

  @Override
  public void init() {
    heads = new RequestHeads(proxies(config.trustedProxies()));
    headers = new BrowserHeaders(config.hstsSeconds());
    cors = new Cors(config.corsOrigins());
    PlatformPaths platform = new PlatformPaths(config.metrics(), config.docs());
    Gate.Rules rules = new Gate.Rules(config.requireHttps(), platform, cors);
    gate = new Gate(rules, routes, authentication, errors);
    end = new RequestEnd(routes, metrics, accessLog);
    metrics.gauge(
        "tkr_access_lines_dropped", "Access lines that came too fast", accessLog::dropped);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestContext context = heads.context(request, response::setHeader);
    RequestHeads.keep(context, request);
    RequestProgress.receive(request);
    CurrentRequest.set(request);
    RequestContext.set(context);
    metrics.came();
    try {
      headers.set(context, PlatformPaths.isPage(request.getServletPath()), response);
      cors.mark(request, response);
      if (gate.admits(context, request, response)) {
        chain.doFilter(request, response);
      }
      end.when(context, request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      end.failed(context, e);
      throw e;
    } finally {
      RequestContext.set(null);
      CurrentRequest.clear();
    }
    ArrivingBody.start(request);
  }

  private static TrustedProxies proxies(List<String> addresses) {
    try {
      return TrustedProxies.at(addresses);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "EMBEDDING_TRUSTED_PROXIES: "
              + e.getMessage()
              + " is neither an address nor a range such as 10.0.0.0/8",
          e);
    }
  }
}
