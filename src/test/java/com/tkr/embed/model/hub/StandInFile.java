package com.tkr.embed.model.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of the stand-in hub.
 *
 * @param lfs whether it lies in LFS, or is a git blob
 */
record StandInFile(byte[] content, boolean lfs) {
  String etag() {
    return lfs ? hash("SHA-256", content) : gitBlob();
  }

  private String gitBlob() {
    byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] blob = java.util.Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, blob, head.length, content.length);
    return hash("SHA-1", blob);
  }

  /** As the hub lists it in a tree. */
  String json(String path) {
    String pointer = lfs ? ",\"lfs\":{\"oid\":\"%s\",\"size\":%d,\"pointerSize\":135}" : "";
    String entry =
        "{\"type\":\"file\",\"oid\":\"%s\",\"size\":%d%s,\"path\":\"%s\"}"
            .formatted(gitBlob(), content.length, pointer, path);
    return lfs ? entry.formatted(etag(), content.length) : entry;
  }

  static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
