package com.tkr.embed.security.auth;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What is asked of callers.
 *
 * @param keysRequired whether requests without a valid credential are refused
 * @param queryKeys whether a key may stand in the query
 * @param failuresPerMinute wrong credentials per address and minute; 0 for no limit
 * @param masterKeys keys of the operator's, of any form, that may do everything
 */
record AuthenticationSettings(
    boolean keysRequired, boolean queryKeys, int failuresPerMinute, List<String> masterKeys) {
  /** What is configured. */
  static AuthenticationSettings of(Config config, boolean keysRequired) {
    return new AuthenticationSettings(
        keysRequired,
        config.getValue("embedding.allow-query-key", Boolean.class),
        config.getValue("embedding.failed-attempts-per-minute", Integer.class),
        Stream.of("embedding.api-key", "embedding.previous-api-key")
            .flatMap(key -> config.getOptionalValue(key, String.class).stream())
            .toList());
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "AuthenticationSettings[" + keysRequired + "]";
  }
}
