package com.tkr.embed.rest.grizzly;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Internet addresses in text; names are never looked up. */
final class Addresses {
  private static final int LONGEST = 45;

  private Addresses() {}

  /** The address of a literal, IPv4 or IPv6 without a zone; empty when it is none. */
  static Optional<InetAddress> of(String text) {
    if (text.length() > LONGEST || !(isVersion4(text) || isVersion6(text))) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
  }

  /** Four numbers; the resolver takes fewer, and names. */
  private static boolean isVersion4(String text) {
    String[] numbers = text.split("\\.", -1);
    if (numbers.length != 4) {
      return false;
    }
    for (String number : numbers) {
      if (number.isEmpty()
          || number.length() > 3
          || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /** What the resolver does not take for a name. */
  private static boolean isVersion6(String text) {
    return text.indexOf(':') >= 0
        && text.chars()
            .allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0 && c < 128);
  }
}
