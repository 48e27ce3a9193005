package com.tkr.embed.security.auth;

import java.util.List;

/**
 * The credentials of a request, unverified and as they stand there; never logged.
 *
 * @param apiKeys values of the header {@code X-API-Key}
 * @param authorizations values of the header {@code Authorization}
 * @param queryKeys values of the query parameter {@code api_key}, decoded
 */
public record Credentials(
    List<String> apiKeys, List<String> authorizations, List<String> queryKeys) {
  /** The header that a key stands in. */
  public static final String API_KEY = "X-API-Key";

  /** The header that a key or a token stands in. */
  public static final String AUTHORIZATION = "Authorization";

  /** The parameter of a query that a key stands in. */
  public static final String QUERY_PARAMETER = "api_key";

  /** No credentials. */
  public static final Credentials NONE = new Credentials(List.of(), List.of(), List.of());

  public boolean isEmpty() {
    return apiKeys.isEmpty() && authorizations.isEmpty() && queryKeys.isEmpty();
  }

  /** Says how many there are, and never one of them. */
  @Override
  public String toString() {
    return "Credentials[" + (apiKeys.size() + authorizations.size() + queryKeys.size()) + "]";
  }
}
