package com.tkr.embed.fault;

import java.util.Map;

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
}
