package com.tkr.embed.rest.grizzly;

import com.tkr.embed.config.settings.IpNetwork;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells requests that a person at this machine made: directly, by a loopback name, and not by a web
 * page of another site. A browser names the site of such a page in {@code Origin} or {@code
 * Sec-Fetch-Site}; a page whose name was made to point here (DNS rebinding) asks for that name.
 */
final class LocalRequests {
  private static final String[] PROXIED = {
    "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"
  };

  private LocalRequests() {}

  static boolean isLocal(HttpServletRequest request, String peer) {
    return IpNetwork.isLoopback(peer)
        && isLoopbackName(request.getHeader("Host"))
        && !isProxied(request)
        && isOwnSite(request);
  }

  private static boolean isProxied(HttpServletRequest request) {
    for (String header : PROXIED) {
      if (request.getHeader(header) != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOwnSite(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    String site = request.getHeader("Sec-Fetch-Site");
    return (origin == null || isOwnOrigin(origin, request.getHeader("Host")))
        && (site == null || site.equals("same-origin") || site.equals("none"));
  }

  private static boolean isOwnOrigin(String origin, String host) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private static boolean isLoopbackName(String host) {
    if (host == null) {
      return false;
    }
    int port = host.lastIndexOf(':');
    boolean hasPort =
        port > 0 && host.indexOf(']', port) < 0 && host.charAt(host.length() - 1) != ']';
    String name = hasPort ? host.substring(0, port) : host;
    return name.equalsIgnoreCase("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }
}
