package com.tkr.embed.config.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its signers, and its private key.
 *
 * @param key the private key
 * @param chain the server's certificate first
 */
record PemPair(PrivateKey key, Certificate[] chain) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  /**
   * The pair in two PEM files.
   *
   * @throws LaunchFailed when one cannot be read, or they do not belong together
   */
  static PemPair read(Path certificates, Path key) {
    Certificate[] chain = chain(certificates);
    String algorithm = chain[0].getPublicKey().getAlgorithm();
    PrivateKey privateKey = key(key, algorithm);
    if (!fits(privateKey, chain[0])) {
      throw new LaunchFailed(
          "server.tls.key: " + key + " is not the key of the first certificate in " + certificates);
    }
    return new PemPair(privateKey, chain);
  }

  private static Certificate[] chain(Path file) {
    try {
      byte[] bytes = text("server.tls.certificate", file).getBytes(StandardCharsets.UTF_8);
      List<? extends Certificate> chain =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(bytes)));
      if (!chain.isEmpty()) {
        return chain.toArray(Certificate[]::new);
      }
    } catch (GeneralSecurityException e) {
      // told below
    }
    throw new LaunchFailed("server.tls.certificate: " + file + " holds no PEM certificate");
  }

  private static PrivateKey key(Path file, String algorithm) {
    Matcher matcher = KEY.matcher(text("server.tls.key", file));
    if (!matcher.find()) {
      throw new LaunchFailed(
          "server.tls.key: "
              + file
              + " holds no PEM key of the form BEGIN PRIVATE KEY: convert it by"
              + " openssl pkcs8 -topk8 -nocrypt -in KEY -out NEWKEY");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new LaunchFailed(
          "server.tls.key: " + file + " holds no key of the certificate's kind, " + algorithm);
    }
  }

  private static boolean fits(PrivateKey key, Certificate certificate) {
    try {
      String algorithm = SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm());
      byte[] message = {1, 2, 3};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(message);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String text(String setting, Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new LaunchFailed(setting + ": " + file + " cannot be read");
    }
  }
}
