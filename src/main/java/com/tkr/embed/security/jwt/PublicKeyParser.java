package com.tkr.embed.security.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;

/**
 * Public keys as text: PEM (a public key or a certificate), a JSON Web Key, a set of them, or the
 * JSON in base64url.
 */
final class PublicKeyParser {
  private static final int LEAST_RSA_BITS = 2048;
  private static final String PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----";
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private PublicKeyParser() {}

  /**
   * The keys of a text, public parts alone.
   *
   * @throws GeneralSecurityException when there is none that may be used
   */
  static JWKSet parse(String text) throws GeneralSecurityException {
    try {
      JWKSet keys = new JWKSet(keys(text.strip())).toPublicJWKSet();
      if (keys.isEmpty() || keys.getKeys().stream().anyMatch(PublicKeyParser::isWeak)) {
        throw new GeneralSecurityException("no key, or an RSA key below 2048 bits");
      }
      return keys;
    } catch (ParseException | IllegalArgumentException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static boolean isWeak(JWK key) {
    return key instanceof RSAKey && key.size() < LEAST_RSA_BITS;
  }

  private static List<JWK> keys(String text) throws ParseException, GeneralSecurityException {
    if (text.startsWith(CERTIFICATE)) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return List.of(
          of(factory.generateCertificate(new ByteArrayInputStream(bytes)).getPublicKey()));
    }
    if (text.startsWith(PUBLIC_KEY)) {
      return List.of(of(publicKey(text)));
    }
    return text.startsWith("{")
        ? json(text)
        : json(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
  }

  private static List<JWK> json(String text) throws ParseException {
    return text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
  }

  private static PublicKey publicKey(String pem) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    X509EncodedKeySpec key = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
    try {
      return KeyFactory.getInstance("RSA").generatePublic(key);
    } catch (GeneralSecurityException e) {
      return KeyFactory.getInstance("EC").generatePublic(key);
    }
  }

  private static JWK of(PublicKey key) throws GeneralSecurityException {
    if (key instanceof RSAPublicKey rsa) {
      return new RSAKey.Builder(rsa).build();
    }
    if (key instanceof ECPublicKey ec) {
      return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
    }
    throw new GeneralSecurityException("neither RSA nor EC");
  }
}
