package com.tkr.embed.rest.grizzly;

import com.tkr.embed.security.auth.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request that has a head and no more: asking for anything else of it fails. */
final class HeadRequest {
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final String peer;

  HeadRequest(String peer) {
    this.peer = peer;
    with("Host", "localhost:8000");
  }

  HeadRequest with(String header, String... values) {
    headers.put(header, List.of(values));
    return this;
  }

  RequestContext contextAt(String... proxies) {
    return new RequestHeads(TrustedProxiesTest.at(proxies)).context(request(), (name, value) -> {});
  }

  private HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HeadRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> answer(method.getName(), arguments));
  }

  private Object answer(String method, Object[] arguments) {
    return switch (method) {
      case "getRemoteAddr" -> peer;
      case "isSecure" -> false;
      case "getMethod" -> "GET";
      case "getRequestURI" -> "/info";
      case "getQueryString" -> null;
      case "getContentLengthLong" -> -1L;
      case "getHeader" -> values(arguments).stream().findFirst().orElse(null);
      case "getHeaders" -> Collections.enumeration(values(arguments));
      default -> throw new AssertionError(method);
    };
  }

  private List<String> values(Object[] arguments) {
    return headers.getOrDefault((String) arguments[0], List.of());
  }
}
