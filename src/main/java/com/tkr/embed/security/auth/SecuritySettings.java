package com.tkr.embed.security.auth;

import java.util.List;

/**
 * What is asked of callers.
 *
 * @param keysRequired whether requests without a valid credential are refused
 * @param queryKeys whether a key may stand in the query
 * @param failuresPerMinute wrong credentials per address and minute; 0 for no limit
 * @param masterKeys keys of the operator's, of any form, that may do everything
 */
record SecuritySettings(
    boolean keysRequired, boolean queryKeys, int failuresPerMinute, List<String> masterKeys) {
  /** Without the keys. */
  @Override
  public String toString() {
    return "SecuritySettings[" + keysRequired + "]";
  }
}
