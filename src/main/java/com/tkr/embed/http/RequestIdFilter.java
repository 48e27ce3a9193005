package com.tkr.embed.http;

import com.tkr.embed.connection.ArrivingBody;
import com.tkr.embed.request.Origin;
import com.tkr.embed.request.Presented;
import com.tkr.embed.request.RequestContext;
import com.tkr.embed.request.Trace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Gives every request an id, the client's when it sends a valid one, and says it in the answer.
 * Stands before everything else, the platform's own endpoints included.
 */
public class RequestIdFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  static final String HEADER = "X-Request-ID";
  private static final String ATTRIBUTE = RequestIdFilter.class.getName();
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  /** The id of a request that went through the filter. */
  static String of(ServletRequest request) {
    Object id = request.getAttribute(ATTRIBUTE);
    return id == null ? freshId() : id.toString();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String id = id(request.getHeader(HEADER));
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    CurrentRequest.set(request);
    RequestContext.set(context(id, request, response));
    try {
      chain.doFilter(request, response);
    } finally {
      RequestContext.set(null);
      CurrentRequest.clear();
    }
    ArrivingBody.start(request);
  }

  private static RequestContext context(
      String id, HttpServletRequest request, HttpServletResponse response) {
    Trace trace = new Trace("0".repeat(32), "0".repeat(16), "00");
    return new RequestContext(
        new RequestContext.Head(id, trace, request.getMethod(), request.getRequestURI()),
        new Origin(
            request.getRemoteAddr(),
            request.isSecure(),
            request.getRemoteAddr().equals("127.0.0.1")),
        new Presented(
            Collections.list(request.getHeaders("X-API-Key")),
            Collections.list(request.getHeaders("Authorization")),
            List.of()),
        response::setHeader);
  }

  /** Unique, not secret: 128 random bits of a fast generator. */
  private static String freshId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String id(String given) {
    return given != null && VALID.matcher(given).matches() ? given : freshId();
  }
}
