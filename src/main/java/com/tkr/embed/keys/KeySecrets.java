package com.tkr.embed.keys;

import java.time.Instant;

/**
 * The digests of a key's secrets, in hex.
 *
 * @param current of the newest
 * @param last4 what the newest key's text ends with
 * @param previous of the one before; null when it is not accepted any more
 * @param previousUntil the first moment that the one before is not accepted
 */
record KeySecrets(String current, String last4, String previous, Instant previousUntil) {
  /** The only secret of a new key. */
  static KeySecrets of(KeyText key, Pepper pepper) {
    return new KeySecrets(digest(key, pepper), key.last4(), null, null);
  }

  /** A new secret, and the present one until a moment. */
  KeySecrets rotated(KeyText key, Pepper pepper, Instant until) {
    return new KeySecrets(digest(key, pepper), key.last4(), current, until);
  }

  private static String digest(KeyText key, Pepper pepper) {
    return java.util.HexFormat.of().formatHex(pepper.digest(key.head()));
  }
}
