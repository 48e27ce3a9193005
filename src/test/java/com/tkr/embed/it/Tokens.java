package com.tkr.embed.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.tkr.embed.security.apikey.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** Tokens of an issuer that a server trusts, and tokens that it must not. */
final class Tokens {
  static final String ISSUER = "https://issuer.example";
  static final String AUDIENCE = "tkr-embed";
  private static final int KEY_BITS = 2048;

  private final RSAKey key;

  Tokens() {
    try {
      key = new RSAKeyGenerator(KEY_BITS).keyID("1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public key as a server is configured with it. */
  String pem() {
    try {
      byte[] encoded = key.toRSAPublicKey().getEncoded();
      return "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
          + "\n-----END PUBLIC KEY-----\n";
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token of one kind, whose group is a permission. */
  String of(String kind, Permission group) {
    try {
      JWTClaimsSet claims = claims(kind, group);
      return switch (kind) {
        case "jwt_none" -> new PlainJWT(claims).serialize();
        case "jwt_confusion" ->
            signed(
                JWSAlgorithm.HS256, claims, new MACSigner(pem().getBytes(StandardCharsets.UTF_8)));
        default -> signed(JWSAlgorithm.RS256, claims, new RSASSASigner(key));
      };
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signed(JWSAlgorithm algorithm, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("1").build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private static JWTClaimsSet claims(String kind, Permission group) {
    Duration age = kind.equals("jwt_expired") ? Duration.ofHours(2) : Duration.ZERO;
    Instant issued = Instant.now().minus(age);
    return new JWTClaimsSet.Builder()
        .issuer(kind.equals("jwt_issuer") ? "https://other.example" : ISSUER)
        .audience(kind.equals("jwt_audience") ? "another" : AUDIENCE)
        .subject("an-administrator")
        .claim("upn", "an-administrator")
        .claim("groups", List.of(group.wireName()))
        .jwtID("1")
        .issueTime(Date.from(issued))
        .expirationTime(Date.from(issued.plus(Duration.ofHours(1))))
        .build();
  }
}
