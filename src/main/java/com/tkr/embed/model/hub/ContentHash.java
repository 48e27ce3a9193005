package com.tkr.embed.model.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * Whether bytes are those that an ETag names: 64 hexadecimal digits are a SHA-256, 40 the SHA-1 of
 * a git blob, {@code "blob " + size + NUL} before the bytes. Another ETag says nothing.
 */
public final class ContentHash {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GIT_BLOB = Pattern.compile("[0-9a-f]{40}");
  private static final int BUFFER = 1 << 20;

  private final String etag;
  private final long size;
  private final Optional<MessageDigest> digest;
  private long length;

  /**
   * @param size of all bytes
   */
  ContentHash(String etag, long size) {
    this.etag = etag;
    this.size = size;
    this.digest = algorithm(etag).map(ContentHash::digest);
    restart();
  }

  /** Whether an ETag says what the bytes are. */
  static boolean isNamedBy(String etag) {
    return algorithm(etag).isPresent();
  }

  private static Optional<String> algorithm(String etag) {
    if (SHA_256.matcher(etag).matches()) {
      return Optional.of("SHA-256");
    }
    return Optional.of("SHA-1").filter(git -> GIT_BLOB.matcher(etag).matches());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no " + algorithm, e);
    }
  }

  /**
   * The SHA-256 of a file, in hexadecimal digits.
   *
   * @param read is told how many bytes were taken
   */
  public static String sha256(Path file, LongConsumer read) throws IOException {
    MessageDigest digest = digest("SHA-256");
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (channel.read(buffer.clear()) > 0) {
        digest.update(buffer.flip());
        read.accept(buffer.limit());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Forgets the bytes. */
  void restart() {
    length = 0;
    digest.ifPresent(MessageDigest::reset);
    if (GIT_BLOB.matcher(etag).matches()) {
      byte[] head = ("blob " + size + "\0").getBytes(StandardCharsets.UTF_8);
      digest.ifPresent(sha1 -> sha1.update(head));
    }
  }

  /** Takes the buffer's remaining bytes, and leaves it as it was. */
  void update(ByteBuffer bytes) {
    length += bytes.remaining();
    ByteBuffer same = bytes.duplicate();
    digest.ifPresent(sha -> sha.update(same));
  }

  /**
   * Takes a file from where this is to its end.
   *
   * @param read is told how many bytes were taken
   */
  void update(FileChannel file, LongConsumer read) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (file.read(buffer.clear(), length) > 0) {
      update(buffer.flip());
      read.accept(buffer.limit());
    }
  }

  /** How many bytes there were. */
  long length() {
    return length;
  }

  /** Whether they are all there, and the right ones; the next ones are the first again. */
  boolean matches() {
    boolean whole = length == size;
    boolean right =
        digest.map(sha -> HexFormat.of().formatHex(sha.digest()).equals(etag)).orElse(true);
    restart();
    return whole && right;
  }
}
