package com.tkr.embed.input.fetch;

import com.tkr.embed.config.settings.IpNetwork;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are anybody's to reach: those that IANA's special-purpose registries (RFC 6890)
 * do not set apart. Of IPv6 that is global unicast, without what carries an IPv4 address (6to4,
 * Teredo; IPv4-mapped ones are IPv4 to Java, NAT64 is no global unicast).
 */
final class PublicNetworks {
  private static final List<IpNetwork> SPECIAL =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32", // Azure's own, of each machine there
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "2620:4f:8000::/48",
          "3fff::/20");

  private static final List<IpNetwork> GLOBAL = networks("0.0.0.0/0", "2000::/3");

  private PublicNetworks() {}

  static boolean contain(InetAddress address) {
    return GLOBAL.stream().anyMatch(network -> network.contains(address))
        && SPECIAL.stream().noneMatch(network -> network.contains(address));
  }

  private static List<IpNetwork> networks(String... texts) {
    return Stream.of(texts).map(text -> IpNetwork.of(text).orElseThrow()).toList();
  }
}
