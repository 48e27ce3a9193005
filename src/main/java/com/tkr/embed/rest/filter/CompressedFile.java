package com.tkr.embed.rest.filter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is sent to who takes gzip.
 *
 * @param content compressed as well as gzip can
 * @param tag its ETag, of the content, so that the same file has the same after a restart
 */
record CompressedFile(byte[] content, String tag) {
  private static final int TAG_BYTES = 12;

  /** The best level, which is reached once for a file. */
  private static final class Best extends GZIPOutputStream {
    Best(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  /** Reads a file to its end. */
  static CompressedFile of(InputStream in) {
    try {
      byte[] plain = in.readAllBytes();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = new Best(bytes)) {
        out.write(plain);
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
      String tag = HexFormat.of().formatHex(digest, 0, TAG_BYTES);
      return new CompressedFile(bytes.toByteArray(), "\"" + tag + "-gzip\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
