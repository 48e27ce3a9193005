package com.tkr.embed.rest.grizzly;

import com.tkr.embed.config.settings.IpNetwork;
import java.util.List;

/**
 * The proxies that are believed what they say about a request's origin.
 *
 * @param networks that they are in
 */
public record TrustedProxies(List<IpNetwork> networks) {
  boolean isEmpty() {
    return networks.isEmpty();
  }

  boolean contains(String address) {
    return IpNetwork.address(address)
        .filter(literal -> networks.stream().anyMatch(network -> network.contains(literal)))
        .isPresent();
  }
}
