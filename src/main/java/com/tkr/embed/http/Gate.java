package com.tkr.embed.http;

import com.tkr.embed.config.HttpConfig.Audience;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.fault.ErrorAnswer;
import com.tkr.embed.fault.ErrorReports;
import com.tkr.embed.request.Permission;
import com.tkr.embed.request.RequestContext;
import com.tkr.embed.security.Authentication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Decides what may pass before anything is served: by TLS or not, what the platform serves beside
 * our resources, and every OPTIONS. Whom a resource is for is decided at the resource.
 */
final class Gate {
  private final boolean requireHttps;
  private final PlatformPaths platform;
  private final Routes routes;
  private final Cors cors;
  private final Authentication authentication;

  Gate(boolean requireHttps, PlatformPaths platform, Routes routes, Cors cors, Authentication who) {
    this.requireHttps = requireHttps;
    this.platform = platform;
    this.routes = routes;
    this.cors = cors;
    this.authentication = who;
  }

  /** Whether the request passes; when not, it is answered. */
  boolean admits(RequestContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String servlet = request.getServletPath();
    boolean plain = requireHttps && !context.origin().secure() && !PlatformPaths.isHealth(servlet);
    if (!plain && servlet.isEmpty() && !request.getMethod().equals("OPTIONS")) {
      return true;
    }
    try {
      return decide(plain, context, request, response);
    } catch (EmbeddingException e) {
      return refuse(ErrorReports.of(e), context, response);
    }
  }

  private boolean decide(
      boolean plain,
      RequestContext context,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (plain) {
      throw new EmbeddingException(
          ErrorCode.HTTPS_REQUIRED,
          "This server is asked by HTTPS alone. Use https:// in the URL.");
    }
    Audience audience = platform.audience(request.getServletPath(), context.head().path());
    if (audience == Audience.NOBODY) {
      return refuse(ErrorReports.ofStatus(404, null), context, response);
    }
    if (request.getMethod().equals("OPTIONS")) {
      return options(context, request, response);
    }
    if (audience == Audience.ADMINISTRATORS) {
      authentication.require(context, Permission.ADMIN);
    }
    return reads(context, request, response);
  }

  private boolean options(
      RequestContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Set<String> methods = routes.methods(context.head().path());
    if (methods.isEmpty()) {
      return refuse(ErrorReports.ofStatus(404, null), context, response);
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Allow", String.join(", ", methods));
    if (cors.isPreflight(request)) {
      cors.answer(response, methods);
    }
    return false;
  }

  /** What the platform serves is only read. */
  private boolean reads(
      RequestContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      return true;
    }
    response.setHeader("Allow", "GET, HEAD, OPTIONS");
    return refuse(ErrorReports.ofStatus(405, null), context, response);
  }

  private static boolean refuse(
      ErrorReport report, RequestContext context, HttpServletResponse response) throws IOException {
    ErrorAnswer.send(report, context, response);
    return false;
  }
}
