package com.tkr.embed.config.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;

/**
 * Writes the platform's two stores of keys and certificates anew, for the build alone: {@code
 * FOLDER}. They come under a password that everybody knows, and to open them takes half a second of
 * a first request: 10,000 rounds of PBKDF2 for each of their parts. The certificates that are
 * trusted are public and are kept as they are; the platform's sample key is left out, since a
 * listener with TLS has a store of its own.
 */
final class PlainKeyStores {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private PlainKeyStores() {}

  /** The folder of the platform's configuration. */
  public static void main(String[] words) throws IOException, GeneralSecurityException {
    // of the JDK's PKCS12 stores, see its java.security
    System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
    System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
    Path folder = Path.of(words[0]);
    write(folder.resolve("keystore.p12"), empty());
    Path trusted = folder.resolve("cacerts.p12");
    write(trusted, certificates(trusted));
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore certificates(Path file) throws IOException, GeneralSecurityException {
    KeyStore from = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      from.load(in, PASSWORD);
    }
    KeyStore to = empty();
    for (String alias : Collections.list(from.aliases())) {
      to.setCertificateEntry(alias, from.getCertificate(alias));
    }
    return to;
  }

  private static void write(Path file, KeyStore store)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
  }
}
