package com.tkr.embed.security.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.Permission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A token that was accepted.
 *
 * @param caller who holds it; its groups that are names of permissions grant those
 * @param claims what it says
 */
record VerifiedToken(Caller caller, JWTClaimsSet claims) {
  private static final int ID_BYTES = 8;

  static VerifiedToken of(JWTClaimsSet claims) {
    return new VerifiedToken(
        new Caller(id(claims), Caller.Kind.JWT, permissions(claims), null), claims);
  }

  private static String id(JWTClaimsSet claims) {
    String name = claims.getIssuer() + "|" + claims.getSubject();
    byte[] digest = sha256().digest(name.getBytes(StandardCharsets.UTF_8));
    return "jwt:" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  private static Set<Permission> permissions(JWTClaimsSet claims) {
    return groups(claims)
        .flatMap(group -> Permission.named(group).stream())
        .collect(Collectors.toSet());
  }

  /** Its groups; none when the claim is no list. */
  static Stream<String> groups(JWTClaimsSet claims) {
    return claims.getClaim("groups") instanceof Collection<?> groups
        ? groups.stream().filter(String.class::isInstance).map(String.class::cast)
        : Stream.empty();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
