package com.tkr.embed.model.conversion;

import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.ModelVerification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The file of a folder's checksums, as {@code sha256sum} writes and checks it. */
final class Checksums {
  private static final int BUFFER = 1 << 20;

  private Checksums() {}

  /** Of every file that is there. */
  static void write(Path folder, DownloadMeter meter) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : Folders.files(folder)) {
      lines.append(sha256(file, meter)).append("  ").append(folder.relativize(file)).append('\n');
    }
    Files.writeString(folder.resolve(ModelVerification.CHECKSUMS), lines);
  }

  private static String sha256(Path file, DownloadMeter meter) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        digest.update(buffer, 0, count);
        meter.received(count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
