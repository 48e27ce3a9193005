package com.tkr.embed.rest.grizzly;

import com.tkr.embed.config.settings.IpNetwork;
import java.util.ArrayList;
import java.util.List;

/** The proxies that are believed what they say about a request's origin. */
public final class TrustedProxies {
  private final List<IpNetwork> blocks;

  private TrustedProxies(List<IpNetwork> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * The proxies at some addresses.
   *
   * @param addresses and ranges in CIDR notation
   * @throws IllegalArgumentException when one is neither; the message is that one
   */
  public static TrustedProxies at(List<String> addresses) {
    List<IpNetwork> blocks = new ArrayList<>();
    for (String address : addresses) {
      blocks.add(IpNetwork.of(address).orElseThrow(() -> new IllegalArgumentException(address)));
    }
    return new TrustedProxies(blocks);
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  boolean contains(String address) {
    return IpNetwork.address(address)
        .filter(literal -> blocks.stream().anyMatch(block -> block.contains(literal)))
        .isPresent();
  }
}
