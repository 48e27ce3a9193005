package com.tkr.embed.security.apikey;

/**
 * A key with a new secret.
 *
 * @param key the whole text, which is nowhere else and must be shown now
 * @param apiKey all the rest
 */
public record CreatedKey(String key, ApiKey apiKey) {
  /** Without the secret. */
  @Override
  public String toString() {
    return apiKey.keyPrefix();
  }
}
