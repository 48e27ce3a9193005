package com.tkr.embed.security.auth;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests as the filters hand them over. */
final class Asked {
  private Asked() {}

  static RequestContext by(Credentials credentials) {
    return request(new ClientAddress("192.0.2.1", false, false), credentials);
  }

  static RequestContext apiKey(String key) {
    return by(new Credentials(List.of(key), List.of(), List.of()));
  }

  static RequestContext authorization(String value) {
    return by(new Credentials(List.of(), List.of(value), List.of()));
  }

  static RequestContext query(String key) {
    return by(new Credentials(List.of(), List.of(), List.of(key)));
  }

  static RequestContext from(ClientAddress client) {
    return request(client, Credentials.NONE);
  }

  private static RequestContext request(ClientAddress client, Credentials credentials) {
    Trace trace = new Trace("0".repeat(32), "0".repeat(16), "00");
    Map<String, String> headers = new ConcurrentHashMap<>();
    return new RequestContext(
        new RequestHead("request-1", trace, "POST", "/embed/text"),
        client,
        credentials,
        headers::put);
  }
}
