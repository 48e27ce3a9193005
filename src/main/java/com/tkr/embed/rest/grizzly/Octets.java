package com.tkr.embed.rest.grizzly;

import java.util.Locale;
import org.glassfish.grizzly.Buffer;

/** Kinds of bytes in a message of HTTP/1, and parts of one compared (RFC 9110, section 5.6). */
final class Octets {
  static final byte CR = '\r';
  static final byte LF = '\n';
  static final byte SPACE = ' ';
  static final byte TAB = '\t';

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
  private static final String NOT_IN_A_HOST = "\"/\\<>@?#^`{|} \t";
  private static final boolean[] TOKEN = new boolean[128];
  private static final boolean[] HOST = new boolean[128];

  static {
    for (char c = '!'; c < 0x7f; c++) {
      TOKEN[c] = isDigit((byte) c) || isLetter(c) || TOKEN_SIGNS.indexOf(c) >= 0;
      HOST[c] = NOT_IN_A_HOST.indexOf(c) < 0;
    }
  }

  private Octets() {}

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  /** Of names and methods. */
  static boolean isToken(byte octet) {
    return octet >= 0 && TOKEN[octet];
  }

  /** Of a host with its port. */
  static boolean isHost(byte octet) {
    return octet >= 0 && HOST[octet];
  }

  /** Visible, in ASCII. */
  static boolean isVisible(byte octet) {
    return octet > SPACE && octet < 0x7f;
  }

  /** Beyond ASCII (obs-text). */
  static boolean isOpaque(byte octet) {
    return octet < 0;
  }

  /** A control byte, of which a message has none but CR LF at the end of a line, and tabs. */
  static boolean isControl(byte octet) {
    return octet >= 0 && octet < SPACE && octet != TAB || octet == 0x7f;
  }

  static boolean isBlank(byte octet) {
    return octet == SPACE || octet == TAB;
  }

  /** Whether a part of a buffer is a word in lower case, whatever its own case. */
  static boolean equalsIgnoreCase(Buffer in, int start, int end, String word) {
    return end - start == word.length() && startsIgnoreCase(in, start, end, word);
  }

  /** Whether a part of a buffer begins with a word in lower case, whatever its own case. */
  static boolean startsIgnoreCase(Buffer in, int start, int end, String word) {
    if (end - start < word.length()) {
      return false;
    }
    return text(in, start, start + word.length()).toLowerCase(Locale.ROOT).equals(word);
  }

  /** A part of a buffer, a character a byte. */
  static String text(Buffer in, int start, int end) {
    char[] text = new char[end - start];
    for (int i = start; i < end; i++) {
      text[i - start] = (char) (in.get(i) & 0xff);
    }
    return new String(text);
  }
}
