package com.tkr.embed.input.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;

/**
 * Text in a PNG file.
 *
 * @param keyword what it is
 * @param compressed whether {@code content} is a zlib stream
 * @param content the bytes of the text
 */
record PngText(String keyword, boolean compressed, byte[] content) {
  /** What text may take unpacked, in bytes: as much as Pillow unpacks. */
  private static final int LIMIT = 1 << 20;

  /** A tEXt chunk: keyword, 0, text. */
  static PngText plain(byte[] chunk) {
    int end = end(chunk, 0);
    return new PngText(keyword(chunk, end), false, from(chunk, end + 1));
  }

  /** A zTXt chunk: keyword, 0, method, zlib stream. Damaged where the method is not 0. */
  static PngText packed(byte[] chunk) throws ImageRefused {
    int end = end(chunk, 0);
    if (end + 1 < chunk.length && chunk[end + 1] != 0) {
      throw ImageRefused.damaged("PNG");
    }
    return new PngText(keyword(chunk, end), true, from(chunk, end + 2));
  }

  /** An iTXt chunk: keyword, 0, flag, method, language, 0, translation, 0, text. */
  static PngText international(byte[] chunk) {
    int end = end(chunk, 0);
    int language = end(chunk, end + 3);
    int translation = end(chunk, language + 1);
    boolean known = end + 2 < chunk.length && (chunk[end + 1] == 0 || chunk[end + 2] == 0);
    if (!known || translation >= chunk.length) {
      return new PngText("", false, new byte[0]);
    }
    return new PngText(keyword(chunk, end), chunk[end + 1] != 0, from(chunk, translation + 1));
  }

  /** The text, Latin-1; empty when its stream is damaged, refused when it is too long. */
  String text() throws ImageRefused {
    return new String(compressed ? unpacked() : content, StandardCharsets.ISO_8859_1);
  }

  private byte[] unpacked() throws ImageRefused {
    byte[] text;
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(content))) {
      text = in.readNBytes(LIMIT + 1);
    } catch (IOException e) {
      return new byte[0];
    }
    if (text.length > LIMIT) {
      throw ImageRefused.unreadable("has more than " + LIMIT + " bytes of metadata in one chunk");
    }
    return text;
  }

  private static int end(byte[] chunk, int from) {
    int at = Math.min(from, chunk.length);
    while (at < chunk.length && chunk[at] != 0) {
      at++;
    }
    return at;
  }

  private static String keyword(byte[] chunk, int end) {
    return new String(chunk, 0, end, StandardCharsets.ISO_8859_1);
  }

  private static byte[] from(byte[] chunk, int at) {
    return Arrays.copyOfRange(chunk, Math.min(at, chunk.length), chunk.length);
  }
}
