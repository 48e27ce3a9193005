package com.tkr.embed.rest.error;

import com.tkr.embed.rest.grizzly.RequestHeads;
import com.tkr.embed.security.auth.RequestContext;
import java.util.Map;
import java.util.function.BiConsumer;

/** Headers that tell browsers what not to do with our answers. */
public final class AnswerHeaders {
  /** On whatever is answered. */
  public static final Map<String, String> OF_EVERY_ANSWER =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin");

  /** On what is no page: nothing in it is to be run, shown in a frame or kept. */
  public static final Map<String, String> OF_THE_API =
      Map.of(
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Cache-Control", "no-store");

  private AnswerHeaders() {}

  /** Sets all of them, and what names the request, on an answer that passed no filter. */
  static void set(RequestContext context, BiConsumer<String, String> header) {
    header.accept(RequestHeads.REQUEST_ID, context.head().requestId());
    header.accept(RequestHeads.TRACE, context.head().trace().traceparent());
    OF_EVERY_ANSWER.forEach(header);
    OF_THE_API.forEach(header);
  }
}
