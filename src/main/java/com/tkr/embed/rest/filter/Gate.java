package com.tkr.embed.rest.filter;

import com.tkr.embed.config.settings.Audience;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.error.ErrorAnswers;
import com.tkr.embed.rest.error.ErrorReports;
import com.tkr.embed.rest.grizzly.RequestProgress;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authentication;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Decides what may pass before anything is served: by TLS or not, what the platform serves beside
 * our resources, and every OPTIONS. Whom a resource is for is decided at the resource.
 */
final class Gate {
  private final Rules rules;
  private final Routes routes;
  private final Authentication authentication;
  private final ErrorAnswers errors;

  /**
   * What the operator decided.
   *
   * @param requireHttps whether plain HTTP is refused
   * @param platform who may see what the platform serves
   * @param cors which pages may ask
   */
  record Rules(boolean requireHttps, PlatformPaths platform, Cors cors) {}

  private record Exchange(
      RequestContext context, HttpServletRequest request, HttpServletResponse response) {
    boolean isOptions() {
      return request.getMethod().equals("OPTIONS");
    }
  }

  Gate(Rules rules, Routes routes, Authentication authentication, ErrorAnswers errors) {
    this.rules = rules;
    this.routes = routes;
    this.authentication = authentication;
    this.errors = errors;
  }

  /** Whether the request passes; when not, it is answered. */
  boolean admits(RequestContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Exchange exchange = new Exchange(context, request, response);
    String servlet = request.getServletPath();
    boolean resource = PlatformPaths.isResource(servlet, context.head()) && !exchange.isOptions();
    try {
      if (!PlatformPaths.isHealth(servlet)) {
        requireHttps(context);
      }
      return resource || decide(servlet, exchange);
    } catch (EmbeddingException e) {
      if (e.code() == ErrorCode.HTTPS_REQUIRED) {
        RequestProgress.mustUpgrade(request);
      }
      return refuse(exchange, ErrorReports.of(e));
    }
  }

  private void requireHttps(RequestContext context) {
    if (rules.requireHttps() && !context.client().secure()) {
      throw new EmbeddingException(
          ErrorCode.HTTPS_REQUIRED, "HTTPS is required. Use https:// in the URL.");
    }
  }

  private boolean decide(String servlet, Exchange exchange) throws IOException {
    if (exchange.isOptions() && servlet.isEmpty()) {
      return options(exchange);
    }
    Audience audience = rules.platform().audience(servlet, exchange.context().head().path());
    if (audience == Audience.NOBODY) {
      return refuse(exchange, ErrorReports.ofStatus(404, null));
    }
    if (exchange.isOptions()) {
      return options(exchange);
    }
    if (audience == Audience.ADMINISTRATORS) {
      authentication.require(exchange.context(), List.of(Permission.ADMIN));
    }
    return reads(exchange);
  }

  private boolean options(Exchange exchange) throws IOException {
    Set<String> methods = routes.methods(exchange.context().head().path());
    if (methods.isEmpty()) {
      return refuse(exchange, ErrorReports.ofStatus(404, null));
    }
    HttpServletResponse response = exchange.response();
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Allow", String.join(", ", methods));
    if (rules.cors().isPreflight(exchange.request())) {
      rules.cors().answer(response, methods);
    }
    return false;
  }

  /** What the platform serves is only read. */
  private boolean reads(Exchange exchange) throws IOException {
    String method = exchange.request().getMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      return true;
    }
    Set<String> methods = routes.methods(exchange.context().head().path());
    exchange
        .response()
        .setHeader("Allow", methods.isEmpty() ? "GET, HEAD, OPTIONS" : String.join(", ", methods));
    return refuse(exchange, ErrorReports.ofStatus(405, null));
  }

  private boolean refuse(Exchange exchange, ErrorReport report) throws IOException {
    errors.send(report, exchange.context(), exchange.response());
    return false;
  }
}
