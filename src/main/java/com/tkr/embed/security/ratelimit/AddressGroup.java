package com.tkr.embed.security.ratelimit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * Addresses that count as one caller: an IPv4 address alone, and the 64 bits of an IPv6 network,
 * within which one subscriber has as many addresses as it likes.
 */
final class AddressGroup {
  private static final String PREFIX = "ip:";
  private static final int NETWORK_BYTES = 8;

  private AddressGroup() {}

  static boolean isGroup(String id) {
    return id.startsWith(PREFIX);
  }

  /** The group of an anonymous caller's id. */
  static String of(String id) {
    int colon = id.indexOf(':', PREFIX.length());
    return colon < 0 ? id : network(id);
  }

  private static String network(String id) {
    try {
      byte[] address = InetAddress.getByName(literal(id)).getAddress();
      return address.length > NETWORK_BYTES
          ? PREFIX + HexFormat.of().formatHex(address, 0, NETWORK_BYTES) + "/64"
          : PREFIX + InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      return id;
    }
  }

  /** Without a zone, and in brackets: so it is never looked up as a name. */
  private static String literal(String id) {
    int zone = id.indexOf('%');
    return '[' + id.substring(PREFIX.length(), zone < 0 ? id.length() : zone) + ']';
  }
}
