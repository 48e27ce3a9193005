package com.tkr.embed.rest.grizzly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A step of a request's way through proxies, as the next of them saw it.
 *
 * @param address an address literal, or what else stood there
 * @param scheme {@code http}, {@code https}, or empty when it was not reported
 */
record Hop(String address, String scheme) {
  /** The steps of {@code X-Forwarded-For}, the client's first. */
  static List<Hop> ofAddresses(String header) {
    List<Hop> hops = new ArrayList<>();
    for (String address : header.split(",", -1)) {
      hops.add(new Hop(bare(address.strip()), ""));
    }
    return hops;
  }

  /** The steps of {@code Forwarded} (RFC 7239), the client's first. */
  static List<Hop> ofForwarded(String header) {
    List<Hop> hops = new ArrayList<>();
    for (String element : header.split(",", -1)) {
      String address = "";
      String scheme = "";
      for (String pair : element.split(";", -1)) {
        String[] parts = pair.strip().split("=", 2);
        String value = parts.length == 2 ? parts[1].replace("\"", "") : "";
        switch (parts[0].toLowerCase(Locale.ROOT)) {
          case "for" -> address = bare(value);
          case "proto" -> scheme = value.toLowerCase(Locale.ROOT);
          default -> {}
        }
      }
      hops.add(new Hop(address, scheme));
    }
    return hops;
  }

  /** Without brackets and port. */
  private static String bare(String node) {
    int bracket = node.indexOf(']');
    if (node.startsWith("[") && bracket > 0) {
      return node.substring(1, bracket);
    }
    int colon = node.indexOf(':');
    return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
  }
}
