package com.tkr.embed.rest.filter;

import com.tkr.embed.rest.error.AnswerHeaders;
import com.tkr.embed.rest.grizzly.RequestHeads;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** Sets the headers that every answer has, before anything else is decided about it. */
final class BrowserHeaders {
  /** Swagger UI sets styles while it runs, and its icons are data; nothing comes from elsewhere. */
  private static final Map<String, String> OF_THE_DOCS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "Cache-Control",
          "no-cache");

  /** Of what stands in the console's page: where its libraries' own names lead. */
  private static final String IMPORT_MAP = "'sha256-kc73kSTAnaCxj1faKtZlQp7s5dHlXjt0fQJUSX249lg='";

  /**
   * The console runs its own files alone. What it shows of pictures it was given is data or a blob;
   * {@code no-cache} has a browser ask whether a file changed, by its ETag.
   */
  private static final Map<String, String> OF_THE_CONSOLE =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self' "
              + IMPORT_MAP
              + "; style-src 'self'; img-src 'self' data: blob:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "Cache-Control",
          "no-cache");

  private final int hstsSeconds;

  /**
   * @param hstsSeconds how long browsers are to come by TLS alone; 0 does not tell them
   */
  BrowserHeaders(int hstsSeconds) {
    this.hstsSeconds = hstsSeconds;
  }

  /**
   * @param servlet the path of the servlet that serves it; empty for the resources
   */
  void set(RequestContext context, String servlet, HttpServletResponse response) {
    RequestHead head = context.head();
    response.setHeader(RequestHeads.REQUEST_ID, head.requestId());
    response.setHeader(RequestHeads.TRACE, head.trace().traceparent());
    AnswerHeaders.OF_EVERY_ANSWER.forEach(response::setHeader);
    policy(servlet, head).forEach(response::setHeader);
    if (hstsSeconds > 0 && context.client().secure()) {
      response.setHeader("Strict-Transport-Security", "max-age=" + hstsSeconds);
    }
  }

  private static Map<String, String> policy(String servlet, RequestHead head) {
    if (PlatformPaths.isConsole(servlet, head)) {
      return OF_THE_CONSOLE;
    }
    return PlatformPaths.isDocs(servlet) ? OF_THE_DOCS : AnswerHeaders.OF_THE_API;
  }
}
