package com.tkr.embed.rest.grizzly;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses, in the notation of CIDR.
 *
 * @param first an address of it
 * @param bits that all addresses of it share
 */
record AddressBlock(InetAddress first, int bits) {
  /** The block of {@code 10.0.0.0/8}, {@code fd00::/8} or of one address; empty when it is none. */
  static Optional<AddressBlock> of(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = Addresses.of(slash < 0 ? text : text.substring(0, slash));
    return address.flatMap(
        first -> {
          int all = first.getAddress().length * Byte.SIZE;
          int bits = slash < 0 ? all : number(text.substring(slash + 1));
          return bits >= 0 && bits <= all
              ? Optional.of(new AddressBlock(first, bits))
              : Optional.empty();
        });
  }

  boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != other[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >> Byte.SIZE - rest == 0;
  }

  private static int number(String digits) {
    boolean digitsOnly =
        digits.length() >= 1 && digits.length() <= 3 && digits.chars().allMatch(Character::isDigit);
    return digitsOnly ? Integer.parseInt(digits) : -1;
  }
}
