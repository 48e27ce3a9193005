package com.tkr.embed.security.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * An accepted token in MicroProfile's terms: times are seconds as {@code Long}, {@code aud} and
 * {@code groups} sets of strings, other registered claims strings, the rest JSON values.
 */
final class ClaimsToken implements JsonWebToken {
  /** The token of requests without one. */
  static final ClaimsToken NONE = new ClaimsToken(null, new JWTClaimsSet.Builder().build());

  private static final long MILLIS = 1_000;

  private final @Nullable String raw;
  private final JWTClaimsSet claims;

  ClaimsToken(@Nullable String raw, VerifiedToken verified) {
    this(raw, verified.claims());
  }

  private ClaimsToken(@Nullable String raw, JWTClaimsSet claims) {
    this.raw = raw;
    this.claims = claims;
  }

  /** The first of the claims {@code upn}, {@code preferred_username} and {@code sub}; or null. */
  @Override
  public @Nullable String getName() {
    return Stream.of("upn", "preferred_username", "sub")
        .map(claims::getClaim)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst()
        .orElse(null);
  }

  @Override
  public Set<String> getClaimNames() {
    Set<String> names = new HashSet<>(claims.getClaims().keySet());
    if (raw != null) {
      names.add(Claims.raw_token.name());
    }
    return names;
  }

  /** The claim in the type that MicroProfile gives it; null when there is none. */
  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T getClaim(String name) {
    return (T) value(name);
  }

  private @Nullable Object value(String name) {
    Object value = claims.getClaim(name);
    return switch (name) {
      case "raw_token" -> raw;
      case "aud" -> Set.copyOf(claims.getAudience());
      case "groups" -> VerifiedToken.groups(claims).collect(Collectors.toSet());
      case "iss", "sub", "jti", "upn", "preferred_username" -> value;
      default -> value instanceof Date time ? (Object) (time.getTime() / MILLIS) : json(name);
    };
  }

  private @Nullable Object json(String name) {
    try (JsonReader reader = Json.createReader(new StringReader(claims.toString()))) {
      JsonObject all = reader.readObject();
      return all.get(name);
    }
  }
}
