package com.tkr.embed.security.auth;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests as the filters hand them over. */
final class Asked {
  private Asked() {}

  static RequestContext by(Presented presented) {
    return request(new Origin("192.0.2.1", false, false), presented);
  }

  static RequestContext apiKey(String key) {
    return by(new Presented(List.of(key), List.of(), List.of()));
  }

  static RequestContext authorization(String value) {
    return by(new Presented(List.of(), List.of(value), List.of()));
  }

  static RequestContext query(String key) {
    return by(new Presented(List.of(), List.of(), List.of(key)));
  }

  static RequestContext from(Origin origin) {
    return request(origin, Presented.NONE);
  }

  private static RequestContext request(Origin origin, Presented presented) {
    Trace trace = new Trace("0".repeat(32), "0".repeat(16), "00");
    Map<String, String> headers = new ConcurrentHashMap<>();
    return new RequestContext(
        new RequestContext.Head("request-1", trace, "POST", "/embed/text"),
        origin,
        presented,
        headers::put);
  }
}
