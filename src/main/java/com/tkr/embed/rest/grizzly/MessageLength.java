package com.tkr.embed.rest.grizzly;

import org.glassfish.grizzly.Buffer;

/**
 * What the headers of a request say about its body's length (RFC 9112, section 6), and about its
 * host. Whatever may be read in two ways is refused, as one of both readers may stand before us.
 */
final class MessageLength {
  private static final int NONE = -1;

  private long contentLength = NONE;
  private boolean chunked;
  private int hosts;

  /**
   * Takes a header.
   *
   * @param start of its name
   * @param colon behind its name
   * @param end of its line
   */
  void header(Buffer in, int start, int colon, int end) throws MalformedMessage {
    if (Octets.equalsIgnoreCase(in, start, colon, "content-length")) {
      contentLength(in, valueStart(in, colon, end), valueEnd(in, colon, end));
    } else if (Octets.equalsIgnoreCase(in, start, colon, "transfer-encoding")) {
      transferEncoding(in, valueStart(in, colon, end), valueEnd(in, colon, end));
    } else if (Octets.equalsIgnoreCase(in, start, colon, "host")) {
      host(in, valueStart(in, colon, end), valueEnd(in, colon, end));
    }
  }

  private static int valueStart(Buffer in, int colon, int end) {
    int start = colon + 1;
    while (start < end && Octets.isBlank(in.get(start))) {
      start++;
    }
    return start;
  }

  private static int valueEnd(Buffer in, int colon, int end) {
    int last = end;
    while (last > colon + 1 && Octets.isBlank(in.get(last - 1))) {
      last--;
    }
    return last;
  }

  private void contentLength(Buffer in, int start, int end) throws MalformedMessage {
    MalformedMessage.unless(contentLength == NONE && start < end);
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = in.get(i) - '0';
      MalformedMessage.unless(Octets.isDigit(in.get(i)) && value <= (Long.MAX_VALUE - digit) / 10);
      value = value * 10 + digit;
    }
    contentLength = value;
  }

  private void transferEncoding(Buffer in, int start, int end) throws MalformedMessage {
    MalformedMessage.unless(!chunked && Octets.equalsIgnoreCase(in, start, end, "chunked"));
    chunked = true;
  }

  private void host(Buffer in, int start, int end) throws MalformedMessage {
    MalformedMessage.unless(hosts++ == 0 && start < end);
    for (int i = start; i < end; i++) {
      MalformedMessage.unless(Octets.isHost(in.get(i)));
    }
  }

  /**
   * Fails where the headers together are none of a request.
   *
   * @param ofOne whether it is of HTTP/1.1, which has chunks and must name its host
   */
  void require(boolean ofOne) throws MalformedMessage {
    MalformedMessage.unless(!chunked || ofOne && contentLength == NONE);
    MalformedMessage.unless(hosts == 1 || !ofOne);
  }

  boolean isChunked() {
    return chunked;
  }

  /** Bytes; 0 where nothing was said. */
  long bytes() {
    return Math.max(contentLength, 0);
  }
}
