package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as characters, for who reads many at a time. Strict: overlong forms and halves of surrogate
 * pairs are no UTF-8. What stands before a bad byte is read first, so that the reader's place is
 * known. A byte order mark of UTF-8 is skipped; UTF-16 and UTF-32 are refused by name.
 */
final class Utf8Reader extends Reader {
  private static final int BUFFER = 8192;

  /** No JSON object is shorter, and no mark longer. */
  private static final int BEGINNING = 4;

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private long before;
  private boolean begun;
  private boolean ended;

  Utf8Reader(InputStream in) {
    this.in = in;
  }

  /** Bytes of the body before the one that is next. */
  long position() {
    return before + bytes.position();
  }

  /**
   * @throws java.nio.charset.CharacterCodingException at the first byte that is no UTF-8
   */
  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    if (!begun) {
      begin();
    }
    CharBuffer out = CharBuffer.wrap(chars, offset, length).slice();
    while (out.position() == 0) {
      CoderResult result = decoder.decode(bytes, out, ended);
      if (out.position() == 0) {
        if (!result.isUnderflow()) {
          result.throwException();
        }
        if (ended) {
          return -1;
        }
        fill();
      }
    }
    return out.position();
  }

  private void fill() throws IOException {
    before += bytes.position();
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = read < 0;
    bytes.position(bytes.position() + Math.max(0, read)).flip();
  }

  private void begin() throws IOException {
    begun = true;
    while (bytes.remaining() < BEGINNING && !ended) {
      fill();
    }
    if (bytes.remaining() >= BEGINNING) {
      if (bytes.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK))) {
        bytes.position(MARK.length);
      }
      refuseOthers(bytes.getChar(0));
    }
  }

  /** What begins so is a byte order mark of the others, or an ASCII character in them. */
  private static void refuseOthers(char firstTwo) {
    boolean mark = firstTwo == 0xFEFF || firstTwo == 0xFFFE;
    if (mark || firstTwo >> 8 == 0 || (firstTwo & 0xFF) == 0) {
      throw Invalid.body("The body is in UTF-16 or UTF-32; JSON is sent in UTF-8.");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
