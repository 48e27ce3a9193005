package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A part of a form about to be read. */
public final class FormPart {
  private static final int MOST_BYTES_PER_UTF16_UNIT = 3;

  private final PartHeader header;
  private final InputStream content;

  FormPart(PartHeader header, InputStream content) {
    this.header = header;
    this.content = content;
  }

  /** The form field. */
  public String name() {
    return header.name();
  }

  /**
   * The content as a file; empty for a browser's file field without a file.
   *
   * @param element what errors call it, e.g. {@code file[1]}
   */
  public byte[] file(String element, int limitBytes) throws IOException {
    byte[] bytes = content.readNBytes(limitBytes);
    if (content.read() >= 0) {
      throw Invalid.tooLarge("The part " + element, limitBytes);
    }
    return bytes;
  }

  /** Whether nothing was chosen in a browser's file field. */
  public boolean isEmptyFile(byte[] bytes) {
    return bytes.length == 0 && header.emptyFile();
  }

  /** The content as text of at most {@code limit} UTF-16 units. */
  public String text(int limit) throws IOException {
    if (!header.charset().equals("utf-8") && !header.charset().equals("us-ascii")) {
      throw Invalid.field(name(), "must be text in UTF-8");
    }
    byte[] bytes = content.readNBytes(Math.multiplyExact(limit, MOST_BYTES_PER_UTF16_UNIT));
    String text = utf8(bytes);
    if (text.length() > limit || content.read() >= 0) {
      throw Invalid.limit(name(), limit, "characters");
    }
    return text;
  }

  private String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Invalid.field(name(), "must be valid UTF-8");
    }
  }
}
