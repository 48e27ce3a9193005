package com.tkr.embed.rest.grizzly;

import org.glassfish.grizzly.Buffer;

/**
 * The first line of a request (RFC 9112, section 3): a method, a target in one of the forms that
 * servers take, a version.
 */
final class RequestLine {
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int VERSION_NOT_SUPPORTED = 505;

  private final Buffer in;
  private final int start;
  private final int targetStart;
  private final int targetEnd;
  private final int end;

  /**
   * Reads a line.
   *
   * @param end of the line, without its CR LF
   * @throws MalformedMessage when it is none, or of another version; 405 for CONNECT, which asks
   *     for a tunnel and cannot be answered as anything else
   */
  RequestLine(Buffer in, int start, int end) throws MalformedMessage {
    this.in = in;
    this.start = start;
    this.end = end;
    targetStart = afterSpace(start);
    targetEnd = afterSpace(targetStart) - 1;
    requireVersion();
    requireMethod();
    requireTarget();
  }

  /** The path in what is no request line, as far as there is one; else that of the root. */
  static String readablePath(Buffer in, int start) {
    int end = Math.min(in.limit(), start + HeadReader.MAX_BYTES);
    String[] words = Octets.text(in, start, end).split("[ \r\n]", 3);
    return words.length == 3 && words[1].matches("/[!-~]*") ? words[1] : "/";
  }

  private int afterSpace(int from) throws MalformedMessage {
    int i = from;
    while (i < end && in.get(i) != Octets.SPACE) {
      i++;
    }
    MalformedMessage.unless(i < end && i > from);
    return i + 1;
  }

  private void requireVersion() throws MalformedMessage {
    String version = Octets.text(in, targetEnd + 1, end);
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      MalformedMessage.unless(version.matches("HTTP/[0-9]\\.[0-9]"));
      throw new MalformedMessage(VERSION_NOT_SUPPORTED);
    }
  }

  private void requireMethod() throws MalformedMessage {
    for (int i = start; i < targetStart - 1; i++) {
      MalformedMessage.unless(Octets.isToken(in.get(i)));
    }
    if (isMethod("CONNECT")) {
      throw new MalformedMessage(METHOD_NOT_ALLOWED);
    }
    MalformedMessage.unless(!isMethod("PRI"));
  }

  private void requireTarget() throws MalformedMessage {
    for (int i = targetStart; i < targetEnd; i++) {
      MalformedMessage.unless(Octets.isVisible(in.get(i)));
    }
    byte first = in.get(targetStart);
    boolean everything = first == '*' && targetEnd == targetStart + 1 && isMethod("OPTIONS");
    MalformedMessage.unless(
        first == '/' || everything || isAbsolute("http") || isAbsolute("https"));
  }

  private boolean isAbsolute(String scheme) throws MalformedMessage {
    String begin = scheme + "://";
    int host = targetStart + begin.length();
    if (!Octets.startsIgnoreCase(in, targetStart, targetEnd, begin)) {
      return false;
    }
    int i = host;
    while (i < targetEnd && in.get(i) != '/' && in.get(i) != '?') {
      MalformedMessage.unless(Octets.isHost(in.get(i++)));
    }
    return i > host;
  }

  private boolean isMethod(String name) {
    return Octets.text(in, start, targetStart - 1).equals(name);
  }

  /** Whether it is of HTTP/1.1. */
  boolean isOfOne() {
    return in.get(end - 1) == '1';
  }
}
