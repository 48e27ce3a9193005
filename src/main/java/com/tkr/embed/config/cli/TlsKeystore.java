package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * A PKCS12 file with the server's key.
 *
 * @param file where it is
 * @param password of the file and the key
 * @param alias of the key
 */
record TlsKeystore(Path file, String password, String alias) {
  private static final String TYPE = "PKCS12";
  private static final String ALIAS = "server";
  private static final int PASSWORD_BYTES = 24;

  /**
   * The operator's own.
   *
   * @throws LaunchFailed when it cannot be opened or has no key
   */
  static TlsKeystore open(Path file, String password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(in, password.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getKey(alias, password.toCharArray()) != null) {
          return new TlsKeystore(file, password, alias);
        }
      }
      throw new LaunchFailed("server.tls.keystore: " + file + " holds no private key");
    } catch (NoSuchFileException e) {
      throw new LaunchFailed("server.tls.keystore: there is no file " + file);
    } catch (IOException | GeneralSecurityException e) {
      throw new LaunchFailed(
          "server.tls.keystore: "
              + file
              + " cannot be opened: it is no PKCS12 file, or server.tls.keystore_password is"
              + " wrong");
    }
  }

  /** One made of PEM files, under a password that nobody needs to know. */
  static TlsKeystore write(Path file, PemPair pair) throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().encodeToString(random);
    try {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(null, null);
      store.setKeyEntry(ALIAS, pair.key(), password.toCharArray(), pair.chain());
      PrivateFile.write(file, out -> save(store, out, password));
    } catch (GeneralSecurityException e) {
      throw new LaunchFailed("server.tls: the certificate and its key cannot be kept in " + file);
    }
    return new TlsKeystore(file, password, ALIAS);
  }

  List<String> javaOptions() {
    return List.of(
        "-Djavax.net.ssl.keyStore=" + file.toAbsolutePath(),
        "-Djavax.net.ssl.keyStoreType=" + TYPE,
        "-Djavax.net.ssl.keyStorePassword=" + password);
  }

  private static void save(KeyStore store, OutputStream out, String password) throws IOException {
    try {
      store.store(out, password.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return file + "#" + alias;
  }
}
