package com.tkr.embed.rest.grizzly;

import com.tkr.embed.config.settings.IpNetwork;
import com.tkr.embed.security.auth.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * Finds where requests come from. A trusted proxy is believed its {@code X-Forwarded-For} and
 * {@code X-Forwarded-Proto}, or, when it sends no X-Forwarded-For, its {@code Forwarded}; from
 * anyone else these headers mean nothing.
 */
final class ClientAddressResolver {
  private static final String ADDRESSES = "X-Forwarded-For";
  private static final String SCHEME = "X-Forwarded-Proto";
  private static final String FORWARDED = "Forwarded";
  private static final String HTTPS = "https";

  private final TrustedProxies proxies;

  ClientAddressResolver(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  ClientAddress of(HttpServletRequest request) {
    String peer = request.getRemoteAddr();
    if (!proxies.isEmpty() && proxies.contains(peer)) {
      return throughProxy(request, peer);
    }
    return new ClientAddress(peer, request.isSecure(), LocalRequests.isLocal(request, peer));
  }

  private ClientAddress throughProxy(HttpServletRequest request, String peer) {
    String addresses = joined(request, ADDRESSES);
    List<Hop> hops =
        addresses.isEmpty()
            ? Hop.ofForwarded(joined(request, FORWARDED))
            : Hop.ofAddresses(addresses);
    Hop client = client(hops, peer);
    String scheme = client.scheme().isEmpty() ? last(joined(request, SCHEME)) : client.scheme();
    boolean secure = scheme.isEmpty() ? request.isSecure() : scheme.equalsIgnoreCase(HTTPS);
    return new ClientAddress(client.address(), secure, false);
  }

  /**
   * The nearest step that is no trusted proxy: read from the right, because what stands further
   * left may be invented. What is no address ends the search at the one before.
   */
  private Hop client(List<Hop> hops, String peer) {
    Hop nearest = new Hop(peer, "");
    for (int i = hops.size() - 1; i >= 0; i--) {
      Hop hop = hops.get(i);
      if (IpNetwork.address(hop.address()).isEmpty()) {
        return nearest;
      }
      nearest = hop;
      if (!proxies.contains(hop.address())) {
        return nearest;
      }
    }
    return nearest;
  }

  private static String joined(HttpServletRequest request, String header) {
    return String.join(",", Collections.list(request.getHeaders(header)));
  }

  private static String last(String list) {
    return list.substring(list.lastIndexOf(',') + 1).strip();
  }
}
