package com.tkr.embed.security.apikey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's secret that keys are digested with, by HMAC-SHA-256: the table alone is of no use.
 */
public final class Pepper {
  /** Length of a digest. */
  public static final int DIGEST_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String CHECKED = "tkr-embed pepper";

  private final SecretKeySpec key;

  /** Each thread's own: making one costs more than using it. */
  private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);

  /** A pepper of the operator's. */
  public Pepper(String secret) {
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The text of a new random pepper. */
  public static String generate(SecureRandom random) {
    byte[] bytes = new byte[DIGEST_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The keyed digest of bytes. */
  public byte[] digest(byte[] bytes) {
    return macs.get().doFinal(bytes);
  }

  /** The keyed digest of a text, in hex. */
  public String hex(String text) {
    return HexFormat.of().formatHex(digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Tells in the database which pepper its keys were digested with. */
  public String check() {
    return hex(CHECKED);
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
