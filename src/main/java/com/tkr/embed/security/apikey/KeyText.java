package com.tkr.embed.security.apikey;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as its owner holds it: {@code tkr_<id>_<secret>_<checksum>}, in base 62 digits: 12 of
 * the public id, 43 of the 256-bit secret, 6 of the CRC-32 of all before it.
 */
public final class KeyText {
  /** What every key begins with. */
  public static final String PREFIX = "tkr_";

  private static final int ID_DIGITS = 12;
  private static final int SECRET_DIGITS = 43;
  private static final int CHECKSUM_DIGITS = 6;
  private static final int SECRET_BITS = 256;
  private static final int SHOWN = 4;
  private static final int ID_END = PREFIX.length() + ID_DIGITS;
  private static final int SECRET_END = ID_END + 1 + SECRET_DIGITS;
  private static final int LENGTH = SECRET_END + 1 + CHECKSUM_DIGITS;
  private static final String DIGIT = "[0-9A-Za-z]";
  private static final Pattern ID = Pattern.compile(digits(ID_DIGITS));
  private static final Pattern FORM =
      Pattern.compile(
          String.join(
              "_", PREFIX + digits(ID_DIGITS), digits(SECRET_DIGITS), digits(CHECKSUM_DIGITS)));

  private final String text;
  private final String id;

  private KeyText(String text) {
    this.text = text;
    this.id = text.substring(PREFIX.length(), ID_END);
  }

  private static String digits(int count) {
    return DIGIT + "{" + count + "}";
  }

  /** A key with a new id and a new secret. */
  public static KeyText generate(SecureRandom random) {
    return generate(Base62.random(random, ID_DIGITS), random);
  }

  /** Whether a text has the form of an id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** A key with a new secret for an id. */
  public static KeyText generate(String id, SecureRandom random) {
    String secret = Base62.of(new BigInteger(SECRET_BITS, random), SECRET_DIGITS);
    String head = PREFIX + id + "_" + secret;
    return new KeyText(head + "_" + checksum(head.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The key that a text is; empty when it is none, by its form or its checksum. */
  public static Optional<KeyText> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    KeyText key = new KeyText(text);
    return text.endsWith(checksum(key.head())) ? Optional.of(key) : Optional.empty();
  }

  private static String checksum(byte[] head) {
    CRC32 crc = new CRC32();
    crc.update(head, 0, SECRET_END);
    return Base62.of(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
  }

  /** The public id. */
  public String id() {
    return id;
  }

  /** The whole key: for its owner's eyes, once. */
  public String text() {
    return text;
  }

  /** What may be shown of it later. */
  public String last4() {
    return text.substring(LENGTH - SHOWN);
  }

  /** What is secret and what it is bound to, as bytes. */
  public byte[] head() {
    return text.substring(0, SECRET_END).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Names it without the secret. */
  @Override
  public String toString() {
    return PREFIX + id;
  }
}
