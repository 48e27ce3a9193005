package com.tkr.embed.embedding.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys of one model's inputs. Thread-safe.
 *
 * <p>A key is the hash of {@code SHA-256(revision) SHA-256(instruction)}, together one block of
 * SHA-256 that is hashed once and copied, then a tag byte, the length of the text, the number of
 * images, the text, and per image its flag, its page and its file's hash, and of a page the hash of
 * what draws it; the same again of a query. All lengths are explicit, so that no two inputs share a
 * byte string.
 */
public final class CacheKeys {
  private static final int BLOCK = 64;
  private static final int HEADER = 9;
  private static final byte[] NO_BYTES = {};

  /** Tokens of a prompt around its instruction, text and images, generously. */
  private static final int PROMPT_TOKENS = 128;

  /** A byte gives at most one token, and Unicode's NFC makes at most three bytes of one. */
  private static final int TOKENS_PER_BYTE = 3;

  private static final int ILL_FORMED = 4;
  private static final int NOTHING = 8;

  private final byte[] revision;
  private final String defaultInstruction;
  private final int maxTokens;
  private final MessageDigest byDefault;

  /**
   * What decides an input's vector or score, the model being given.
   *
   * @param instruction the system instruction; {@code null} for the model's default
   * @param content what is embedded or scored
   * @param query what it is scored by; empty where a vector is asked for
   * @param tooLong what is done to a text over the model's length
   */
  public record Input(
      @Nullable String instruction, Content content, Optional<Content> query, TooLong tooLong) {
    /** One that has no query. */
    public Input(
        @Nullable String instruction, @Nullable String text, List<Image> images, TooLong tooLong) {
      this(instruction, new Content(text, images), Optional.empty(), tooLong);
    }
  }

  /**
   * A text and images.
   *
   * @param text {@code null} when there is none
   * @param images encoded images, in order
   */
  public record Content(@Nullable String text, List<Image> images) {
    public Content {
      images = List.copyOf(images);
    }

    /** No text stands for an empty one beside images, and for another where there are none. */
    private boolean isNothing() {
      return text == null && images.isEmpty();
    }

    private boolean isIllFormed() {
      return text != null && !isWellFormed(text);
    }

    private byte[] bytes() {
      String given = text == null ? "" : text;
      return isIllFormed() ? raw(given) : given.getBytes(StandardCharsets.UTF_8);
    }

    private int tag() {
      return (isIllFormed() ? ILL_FORMED : 0) | (isNothing() ? NOTHING : 0);
    }
  }

  /** What is done to a text over the model's length. */
  public enum TooLong {
    CUT(1),
    REFUSED(2),
    CUT_AT_START(16);

    private final int tag;

    TooLong(int tag) {
      this.tag = tag;
    }
  }

  /**
   * An image file.
   *
   * @param sha256 of the file as uploaded; not copied
   * @param exifOrientation whether the picture is turned as its EXIF says
   * @param page of a file that has several, from 1; 0 for a picture
   * @param rendering what the pixels of a page depend on besides its file; empty for a picture
   */
  public record Image(byte[] sha256, boolean exifOrientation, int page, String rendering) {}

  /**
   * Keys of a model.
   *
   * @param revision everything besides the input that changes vectors: the checkpoint's
   *     fingerprint, the quantization in force, the profile, the framework, our own code's
   * @param defaultInstruction what a missing instruction means
   * @param maxTokens longer inputs are cut or refused
   */
  public CacheKeys(List<String> revision, String defaultInstruction, int maxTokens) {
    this.revision = digest(revision);
    this.defaultInstruction = defaultInstruction;
    this.maxTokens = maxTokens;
    this.byDefault = beginning(defaultInstruction);
  }

  /** The revision as hexadecimal digits: vectors of another one are of no use. */
  public String revision() {
    return HexFormat.of().formatHex(revision);
  }

  /**
   * The key of an input. {@code tooLong} is part of it only where the text might be too long, so
   * that whoever refuses long texts never meets a vector of a text that was cut, nor anyone who
   * lets them be cut the refusal.
   */
  public CacheKey key(Input input) {
    MessageDigest digest = begin(input.instruction());
    byte[] text = input.content().bytes();
    byte[] query = input.query().map(Content::bytes).orElse(NO_BYTES);
    update(digest, input.content(), text, truncation(input, text.length + query.length));
    input.query().ifPresent(given -> update(digest, given, query, 0));
    ByteBuffer bits = ByteBuffer.wrap(digest.digest());
    return new CacheKey(bits.getLong(), bits.getLong());
  }

  private static void update(MessageDigest digest, Content content, byte[] text, int tag) {
    digest.update(header(tag | content.tag(), text.length, content.images().size()));
    digest.update(text);
    for (Image image : content.images()) {
      digest.update(header(image.exifOrientation() ? 1 : 0, image.sha256().length, image.page()));
      digest.update(image.sha256());
      if (image.page() > 0) {
        digest.update(digest(List.of(image.rendering())));
      }
    }
  }

  private MessageDigest begin(@Nullable String instruction) {
    try {
      return instruction == null || instruction.equals(defaultInstruction)
          ? (MessageDigest) byDefault.clone()
          : beginning(instruction);
    } catch (CloneNotSupportedException e) {
      return beginning(defaultInstruction);
    }
  }

  private MessageDigest beginning(String instruction) {
    MessageDigest digest = sha256();
    digest.update(
        ByteBuffer.allocate(BLOCK).put(revision).put(digest(List.of(instruction))).flip());
    return digest;
  }

  private int truncation(Input input, int textBytes) {
    String instruction = input.instruction() == null ? defaultInstruction : input.instruction();
    long bytes = textBytes + (long) TOKENS_PER_BYTE * instruction.length();
    boolean images =
        !input.content().images().isEmpty()
            || input.query().filter(query -> !query.images().isEmpty()).isPresent();
    boolean fits = !images && bytes * TOKENS_PER_BYTE + PROMPT_TOKENS <= maxTokens;
    return fits ? 0 : input.tooLong().tag;
  }

  private static byte[] header(int tag, int length, int count) {
    return ByteBuffer.allocate(HEADER).put((byte) tag).putInt(length).putInt(count).array();
  }

  /** UTF-8 has no bytes for half a surrogate pair; such a text is refused later, never equal. */
  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!startsPair(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean startsPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }

  private static byte[] raw(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(2, text.length()));
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  private static byte[] digest(List<String> parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = raw(part);
      digest.update(header(0, bytes.length, 0));
      digest.update(bytes);
    }
    return digest.digest();
  }

  /** Of a file. */
  public static byte[] sha256(byte[] file) {
    return sha256().digest(file);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
