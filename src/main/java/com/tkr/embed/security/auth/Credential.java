package com.tkr.embed.security.auth;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.apikey.KeyText;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one credential of a request.
 *
 * @param text the key or the token
 * @param bearer whether it came by the scheme Bearer, hence may be a token
 */
record Credential(String text, boolean bearer) {
  private static final String BEARER = "bearer ";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]*){2}");

  /** The credential that a request presents; null for none. */
  static @Nullable Credential of(Credentials credentials) {
    if (credentials.isEmpty()) {
      return null;
    }
    String header = single(credentials.apiKeys(), "The header " + Credentials.API_KEY);
    Credential authorization =
        authorization(
            single(credentials.authorizations(), "The header " + Credentials.AUTHORIZATION));
    String query =
        single(credentials.queryKeys(), "The query parameter " + Credentials.QUERY_PARAMETER);
    return one(one(authorization, header), query);
  }

  /** Whether it is meant to be of this server, however wrong. */
  boolean isOurs() {
    return text.startsWith(KeyText.PREFIX) || isToken();
  }

  /** Whether it has the form of a JWT in compact serialisation. */
  boolean isToken() {
    return bearer && TOKEN.matcher(text).matches();
  }

  private static @Nullable Credential authorization(@Nullable String value) {
    if (value == null) {
      return null;
    }
    boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String text = (bearer ? value.substring(BEARER.length()) : value).strip();
    boolean nothing = text.isEmpty() || text.equalsIgnoreCase(BEARER.strip());
    return nothing ? null : new Credential(text, bearer);
  }

  private static @Nullable Credential one(@Nullable Credential given, @Nullable String other) {
    if (other == null) {
      return given;
    }
    if (given != null && !given.text.equals(other)) {
      throw ambiguous("The request has different credentials");
    }
    return given == null ? new Credential(other, false) : given;
  }

  private static @Nullable String single(List<String> values, String where) {
    if (values.size() > 1) {
      throw ambiguous(where + " appears more than once");
    }
    String value = values.isEmpty() ? "" : values.get(0).strip();
    return value.isEmpty() ? null : value;
  }

  private static EmbeddingException ambiguous(String what) {
    return new EmbeddingException(ErrorCode.VALIDATION_ERROR, what + ". Send one, once.");
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Credential[" + text.length() + "]";
  }
}
