package com.tkr.embed.rest.grizzly;

import com.tkr.embed.security.auth.Credentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of {@code api_key} in a query. Read by hand: the container's own parameters would
 * parse the body of a form as well.
 */
final class QueryKeys {
  private QueryKeys() {}

  /**
   * All values, decoded, in their order.
   *
   * @param query may be null
   */
  static List<String> of(String query) {
    if (query == null || query.isEmpty()) {
      return List.of();
    }
    List<String> keys = new ArrayList<>(1);
    int end;
    for (int start = 0; start <= query.length(); start = end + 1) {
      int separator = query.indexOf('&', start);
      end = separator < 0 ? query.length() : separator;
      parameter(query.substring(start, end), keys);
    }
    return keys.isEmpty() ? List.of() : keys;
  }

  private static void parameter(String parameter, List<String> keys) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    if (decoded(name).equals(Credentials.QUERY_PARAMETER)) {
      keys.add(equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
    }
  }

  /** As it stands when its escapes are malformed: then it is no key of ours. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
