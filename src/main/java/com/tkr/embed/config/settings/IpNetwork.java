package com.tkr.embed.config.settings;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of internet addresses, in the notation of CIDR; names are never looked up.
 *
 * @param first an address of it
 * @param bits that all addresses of it share
 */
public record IpNetwork(InetAddress first, int bits) {
  private static final Pattern VERSION_4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /** What the resolver does not take for a name, and no longer than the longest address. */
  private static final Pattern VERSION_6 =
      Pattern.compile("(?=.{2,45}$)[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");
  private static final int SUBSCRIBER_BYTES = 8;

  /** The range of {@code 10.0.0.0/8}, {@code fd00::/8} or of one address; empty when it is none. */
  public static Optional<IpNetwork> of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return address(text).map(first -> new IpNetwork(first, length(first)));
    }
    String bits = text.substring(slash + 1);
    return address(text.substring(0, slash))
        .filter(first -> BITS.matcher(bits).matches() && Integer.parseInt(bits) <= length(first))
        .map(first -> new IpNetwork(first, Integer.parseInt(bits)));
  }

  /** The address of a literal, IPv4 or IPv6 without a zone; empty when it is none. */
  public static Optional<InetAddress> address(String text) {
    if (!VERSION_4.matcher(text).matches() && !VERSION_6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether a literal is an address of this machine alone. */
  public static boolean isLoopback(String text) {
    return address(text).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /**
   * What stands for an address's subscriber: an IPv4 address itself, and the network of an IPv6
   * address, within whose 64 bits one subscriber has as many addresses as it likes.
   */
  public static String subscriber(String text) {
    int zone = text.indexOf('%');
    return address(zone < 0 ? text : text.substring(0, zone))
        .map(IpNetwork::subscriber)
        .orElse(text);
  }

  private static String subscriber(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length > SUBSCRIBER_BYTES
        ? HexFormat.of().formatHex(bytes, 0, SUBSCRIBER_BYTES) + "/64"
        : address.getHostAddress();
  }

  public boolean contains(InetAddress address) {
    int length = length(first);
    return length == length(address) && prefix(address, length).equals(prefix(first, length));
  }

  private BigInteger prefix(InetAddress address, int length) {
    return new BigInteger(1, address.getAddress()).shiftRight(length - bits);
  }

  private static int length(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }
}
