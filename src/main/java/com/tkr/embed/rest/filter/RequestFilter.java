package com.tkr.embed.rest.filter;

import com.tkr.embed.config.settings.SecuritySettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.ServingSettings;
import com.tkr.embed.config.settings.Settings;
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

/**
 * Stands before everything else, the platform's own endpoints included: gives every request its
 * context, sets the headers of its answer, lets it pass or not, and sees it end.
 */
public class RequestFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient Settings settings;
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
  private transient FirstScrape firstScrape;

  @Override
  public void init() {
    heads = new RequestHeads(new TrustedProxies(settings.get(ServerSettings.TRUSTED_PROXIES)));
    headers = new BrowserHeaders(settings.get(SecuritySettings.HSTS_SECONDS));
    cors = new Cors(settings.get(ServerSettings.CORS_ORIGINS));
    PlatformPaths platform =
        new PlatformPaths(
            settings.get(ServingSettings.METRICS),
            settings.get(ServerSettings.DOCS),
            settings.get(ServerSettings.CONSOLE));
    Gate.Rules rules = new Gate.Rules(settings.get(SecuritySettings.REQUIRE_HTTPS), platform, cors);
    gate = new Gate(rules, routes, authentication, errors);
    firstScrape = new FirstScrape();
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
      headers.set(context, request.getServletPath(), response);
      cors.mark(request, response);
      if (gate.admits(context, request, response)) {
        pass(chain, request, response);
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

  private void pass(FilterChain chain, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (PlatformPaths.isMetrics(request.getServletPath())) {
      firstScrape.pass(chain, request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
