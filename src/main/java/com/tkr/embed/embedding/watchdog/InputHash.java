package com.tkr.embed.embedding.watchdog;

import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInput;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An input by content: the first 128 bits of the SHA-256 of its ids, image sizes and pixels.
 * Nothing of the content can be read from it.
 */
record InputHash(long high, long low) {
  static InputHash of(ModelInput input) {
    MessageDigest digest = sha256();
    int[] ids = input.inputIds();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (ids.length + 1)).putInt(ids.length);
    bytes.asIntBuffer().put(ids);
    digest.update(bytes.array());
    input.images().forEach(image -> add(digest, image));
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new InputHash(hash.getLong(), hash.getLong());
  }

  private static void add(MessageDigest digest, ImagePixels image) {
    digest.update(
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(image.height())
            .putInt(image.width())
            .array());
    digest.update(image.rgb());
  }

  /** The hash that {@link #toString} wrote; throws IllegalArgumentException for anything else. */
  static InputHash parse(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("not 32 hexadecimal digits");
    }
    return new InputHash(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
