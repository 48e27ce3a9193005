package com.tkr.embed.model.hub;

import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells one revision of a checkpoint folder from another without reading its weights: small files
 * count by their bytes; a safetensors file by its name, its size and its header (the JSON that
 * names the tensors, after a length of 8 bytes, little endian), and by its time of change, or
 * instead of that, in Hugging Face's layout {@code snapshots/<commit>}, where the commit says all,
 * by the commit. Milliseconds for 16 GB.
 */
public final class CheckpointFingerprint {
  private static final List<String> SMALL =
      List.of("config.json", "embedding_profile.json", "tokenizer.json");
  private static final String WEIGHTS = ".safetensors";

  private final MessageDigest digest;
  private final String commit;

  private CheckpointFingerprint(MessageDigest digest, String commit) {
    this.digest = digest;
    this.commit = commit;
  }

  /**
   * 64 hexadecimal digits.
   *
   * @throws ModelLoadFailed when a file cannot be read
   */
  public static String of(Path folder) {
    try {
      CheckpointFingerprint fingerprint = new CheckpointFingerprint(sha256(), commit(folder));
      fingerprint.add("commit", fingerprint.commit.getBytes(StandardCharsets.UTF_8));
      for (String name : SMALL) {
        fingerprint.addSmall(folder.resolve(name));
      }
      for (Path file : weights(folder)) {
        fingerprint.addWeights(file);
      }
      return HexFormat.of().formatHex(fingerprint.digest.digest());
    } catch (IOException | UncheckedIOException e) {
      throw new ModelLoadFailed(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String commit(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    boolean snapshot = parent != null && parent.endsWith("snapshots");
    return snapshot ? String.valueOf(folder.getFileName()) : "";
  }

  private static List<Path> weights(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(WEIGHTS)).sorted().toList();
    }
  }

  private void addSmall(Path file) throws IOException {
    boolean present = Files.exists(file);
    add(name(file) + (present ? "" : " missing"), present ? Files.readAllBytes(file) : new byte[0]);
  }

  private void addWeights(Path file) throws IOException {
    add(name(file), SafetensorsFile.header(file));
    long changed = commit.isEmpty() ? Files.getLastModifiedTime(file).toMillis() : 0;
    digest.update(ByteBuffer.allocate(16).putLong(Files.size(file)).putLong(changed).flip());
  }

  private void add(String name, byte[] bytes) {
    byte[] label = name.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(8).putInt(label.length).putInt(bytes.length).flip());
    digest.update(label);
    digest.update(bytes);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
