package com.tkr.embed.rest.grizzly;

import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request to its end, as strictly as it must be for a proxy and this server to
 * agree where the request ends (RFC 9112, sections 2 to 6): lines end in CR LF, nothing is folded,
 * and there is one way to say how long the body is. Bytes beyond ASCII in the value of a header are
 * allowed and mean nothing to anybody here; they become question marks, in the buffer itself.
 */
final class HeadReader {
  /** Bytes of a head; as many as the listener's own parser takes. */
  static final int MAX_BYTES = 8192;

  /** Headers of a request; as many as the listener's own parser takes. */
  static final int MAX_HEADERS = 100;

  private static final int TOO_LARGE = 431;

  private final Buffer in;
  private final int start;
  private final MessageLength length = new MessageLength();
  private final List<Integer> expectations = new ArrayList<>(0);
  private int lineStart;
  private int headers;
  private boolean complete;

  /** A head that begins at the buffer's position. */
  HeadReader(Buffer in) {
    this.in = in;
    this.start = in.position();
    this.lineStart = start;
  }

  /**
   * Reads as far as there is anything.
   *
   * @return whether the head is complete
   * @throws MalformedMessage when it is none, at the line that {@link #lineStart} tells
   */
  boolean read() throws MalformedMessage {
    int lineEnd = lineEnd();
    if (lineEnd >= 0) {
      RequestLine first = new RequestLine(in, lineStart, lineEnd);
      next(lineEnd);
      readHeaders(first.isOfOne());
    }
    return complete;
  }

  private void readHeaders(boolean ofOne) throws MalformedMessage {
    int lineEnd = lineEnd();
    while (lineEnd > lineStart) {
      if (++headers > MAX_HEADERS) {
        throw new MalformedMessage(TOO_LARGE);
      }
      readHeader(lineEnd);
      next(lineEnd);
      lineEnd = lineEnd();
    }
    if (lineEnd == lineStart) {
      length.require(ofOne);
      complete = true;
      next(lineEnd);
    }
  }

  private void next(int lineEnd) {
    lineStart = lineEnd + 2;
  }

  private void readHeader(int lineEnd) throws MalformedMessage {
    int colon = lineStart;
    while (colon < lineEnd && Octets.isToken(in.get(colon))) {
      colon++;
    }
    MalformedMessage.unless(colon > lineStart && colon < lineEnd && in.get(colon) == ':');
    for (int i = colon + 1; i < lineEnd; i++) {
      if (Octets.isOpaque(in.get(i))) {
        in.put(i, (byte) '?');
      }
    }
    length.header(in, lineStart, colon, lineEnd);
    if (Octets.equalsIgnoreCase(in, lineStart, colon, "expect")) {
      expectations.add(lineStart);
    }
  }

  /** Where the line ends, -1 when it has not ended yet. */
  private int lineEnd() throws MalformedMessage {
    int limit = Math.min(in.limit(), start + MAX_BYTES);
    for (int i = lineStart; i < limit; i++) {
      byte octet = in.get(i);
      if (octet == Octets.CR && i + 1 < limit) {
        MalformedMessage.unless(in.get(i + 1) == Octets.LF);
        return i;
      }
      MalformedMessage.unless(octet == Octets.CR || !Octets.isControl(octet));
    }
    if (limit == start + MAX_BYTES) {
      throw new MalformedMessage(TOO_LARGE);
    }
    return -1;
  }

  /**
   * Gives {@code Expect} a name that means nothing, in the buffer itself: the listener answers it
   * before it asks anybody.
   */
  void dropExpectations() {
    expectations.forEach(name -> in.put(name, (byte) 'X'));
  }

  /** Where the line begins that was read last, or would be read next. */
  int lineStart() {
    return lineStart;
  }

  /** The chunks that its body comes in; {@code null} where its length is known. */
  @Nullable ChunkedBody chunks() {
    return length.isChunked() ? new ChunkedBody() : null;
  }

  /** Bytes of its body, where it does not come in chunks. */
  long bodyBytes() {
    return length.bytes();
  }
}
