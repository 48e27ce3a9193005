package com.tkr.embed.rest.grizzly;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;

/**
 * A body in chunks (RFC 9112, section 7.1), of which nothing but the data is handed on: extensions
 * and trailers mean nothing here, and are read past within a bound.
 */
final class ChunkedBody {
  /** Bytes of extensions in a body. */
  static final int MAX_EXTENSION_BYTES = 16_384;

  /** Bytes of trailers behind a body. */
  static final int MAX_TRAILER_BYTES = 8192;

  private static final int MAX_SIZE_DIGITS = 16;
  private static final int HEXADECIMAL = 16;
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int HEADERS_TOO_LARGE = 431;
  private static final byte[] LINE_END = {Octets.CR, Octets.LF};
  private static final byte[] BODY_END = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private enum Place {
    SIZE,
    BLANK,
    EXTENSION,
    SIZE_END,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER,
    TRAILER_LINE,
    TRAILER_LF,
    LAST_LF,
    END
  }

  private Place place = Place.SIZE;
  private long size;
  private int digits;
  private int extensionBytes;
  private int trailerBytes;
  private boolean named;

  /** Whether the last chunk and what follows it are read. */
  boolean isComplete() {
    return place == Place.END;
  }

  /**
   * Reads what is there, to the end of the body at most.
   *
   * @param in its position moves behind what was read
   * @param out takes the data as chunks without anything else
   * @throws MalformedMessage when it is none: 400, 413 for a chunk larger than any body may be, 431
   *     for too long a trailer; what came before is in {@code out}
   */
  void read(Buffer in, ByteArrayOutputStream out) throws MalformedMessage {
    while (in.hasRemaining() && !isComplete()) {
      if (place == Place.DATA) {
        data(in, out);
      } else {
        place = next(in.get());
      }
    }
    if (isComplete()) {
      out.writeBytes(BODY_END);
    }
  }

  private void data(Buffer in, ByteArrayOutputStream out) {
    byte[] data = new byte[(int) Math.min(size, in.remaining())];
    in.get(data);
    out.writeBytes(Integer.toHexString(data.length).getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(LINE_END);
    out.writeBytes(data);
    out.writeBytes(LINE_END);
    size -= data.length;
    place = size == 0 ? Place.DATA_CR : Place.DATA;
  }

  private Place next(byte octet) throws MalformedMessage {
    return switch (place) {
      case SIZE -> size(octet);
      case BLANK -> extensionStart(octet);
      case EXTENSION -> extension(octet);
      case SIZE_END -> sizeEnd(octet);
      case DATA_CR -> expect(octet, Octets.CR, Place.DATA_LF);
      case DATA_LF -> expect(octet, Octets.LF, Place.SIZE);
      case TRAILER -> octet == Octets.CR ? Place.LAST_LF : trailer(octet);
      case TRAILER_LINE -> octet == Octets.CR ? trailerEnd() : trailer(octet);
      case TRAILER_LF -> expect(octet, Octets.LF, Place.TRAILER);
      case LAST_LF -> expect(octet, Octets.LF, Place.END);
      case DATA, END -> throw new IllegalStateException(place.toString());
    };
  }

  private static Place expect(byte octet, byte expected, Place then) throws MalformedMessage {
    MalformedMessage.unless(octet == expected);
    return then;
  }

  private Place size(byte octet) throws MalformedMessage {
    int digit = octet < 0 ? -1 : Character.digit(octet, HEXADECIMAL);
    if (digit < 0) {
      MalformedMessage.unless(digits > 0);
      return extensionStart(octet);
    }
    size = size * HEXADECIMAL + digit;
    MalformedMessage.unless(++digits <= MAX_SIZE_DIGITS);
    if (size > Integer.MAX_VALUE) {
      throw new MalformedMessage(PAYLOAD_TOO_LARGE);
    }
    return Place.SIZE;
  }

  private Place extensionStart(byte octet) throws MalformedMessage {
    boolean blank = Octets.isBlank(octet);
    MalformedMessage.unless(octet == ';' || octet == Octets.CR || blank);
    Place then = extension(octet);
    return blank ? Place.BLANK : then;
  }

  private Place extension(byte octet) throws MalformedMessage {
    if (octet == Octets.CR) {
      return Place.SIZE_END;
    }
    MalformedMessage.unless(!Octets.isControl(octet) && ++extensionBytes <= MAX_EXTENSION_BYTES);
    return Place.EXTENSION;
  }

  private Place sizeEnd(byte octet) throws MalformedMessage {
    digits = 0;
    return expect(octet, Octets.LF, size == 0 ? Place.TRAILER : Place.DATA);
  }

  private Place trailer(byte octet) throws MalformedMessage {
    boolean first = place == Place.TRAILER;
    boolean inName = first || !named;
    named = !inName || octet == ':' && !first;
    MalformedMessage.unless(inName ? named || Octets.isToken(octet) : !Octets.isControl(octet));
    if (++trailerBytes > MAX_TRAILER_BYTES) {
      throw new MalformedMessage(HEADERS_TOO_LARGE);
    }
    return Place.TRAILER_LINE;
  }

  private Place trailerEnd() throws MalformedMessage {
    MalformedMessage.unless(named);
    return Place.TRAILER_LF;
  }
}
