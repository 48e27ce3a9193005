package com.tkr.embed.config.startup;

/** Whether the store of API keys lets anybody in; a bean of whoever keeps it. */
public interface StoredKeys {
  /** Whether there is a key that is neither expired nor revoked. */
  boolean any();
}
