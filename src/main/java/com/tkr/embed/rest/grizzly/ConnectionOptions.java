package com.tkr.embed.rest.grizzly;

import java.util.Arrays;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.Header;

/**
 * What a client says of its connection: a list, in one header or several (RFC 9110, section 7.6.1),
 * of which the listener reads {@code close} only where it stands alone.
 */
final class ConnectionOptions {
  private static final String CLOSE = "close";

  private ConnectionOptions() {}

  /** Whether the connection ends with the answer. */
  static boolean haveClose(HttpRequestPacket request) {
    for (String value : request.getHeaders().values(Header.Connection)) {
      if (isClose(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isClose(String options) {
    return Arrays.stream(options.split(",")).map(String::strip).anyMatch(CLOSE::equalsIgnoreCase);
  }
}
