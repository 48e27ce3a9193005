package com.tkr.embed.rest.grizzly;

import java.lang.reflect.Method;
import java.util.Map;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * The standard phrases of statuses that the listener would call CUSTOM, or as they were called
 * before RFC 9110.
 */
final class ReasonPhrases {
  private static final Map<Integer, String> PHRASES =
      Map.of(
          413, "Content Too Large",
          422, "Unprocessable Content",
          426, "Upgrade Required",
          429, "Too Many Requests",
          507, "Insufficient Storage");

  private ReasonPhrases() {}

  /**
   * Makes the listener use them.
   *
   * @throws ReflectiveOperationException when this is another Grizzly than we know
   */
  static void register() throws ReflectiveOperationException {
    Method register = HttpStatus.class.getDeclaredMethod("register", int.class, String.class);
    register.setAccessible(true);
    for (Map.Entry<Integer, String> phrase : PHRASES.entrySet()) {
      register.invoke(null, phrase.getKey(), phrase.getValue());
    }
  }
}
