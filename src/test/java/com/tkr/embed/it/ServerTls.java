package com.tkr.embed.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A listener for TLS with a certificate of its own, and clients that trust it. */
final class ServerTls {
  private static final String PASSWORD = "changeit-in-tests";
  private static final String ALIAS = "s1as";

  private final Path keystore;
  private final int port = freePort();

  /** Keeps its certificate in a folder, which is made. */
  ServerTls(Path folder) {
    keystore = folder.resolve("keystore.p12");
  }

  int port() {
    return port;
  }

  /**
   * Makes the certificate; returns the platform's commands that serve with it.
   *
   * @param http2 whether it takes HTTP/2 by ALPN
   */
  String listen(boolean http2) {
    makeKeystore();
    String network = "set configs.config.server-config.network-config.";
    String listener = network + "network-listeners.network-listener.https-listener.";
    String protocol = network + "protocols.protocol.https-listener.";
    String ssl = protocol + "ssl.";
    return String.join(
        "\n",
        listener + "address=127.0.0.1",
        listener + "port=" + port,
        listener + "enabled=true",
        protocol + "http.http2-enabled=" + http2,
        ssl + "key-store=" + keystore,
        ssl + "key-store-password=" + PASSWORD,
        ssl + "key-store-type=PKCS12",
        "");
  }

  /** Trusts this certificate and no other. */
  SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate(ALIAS));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private void makeKeystore() {
    try {
      Files.createDirectories(keystore.getParent());
      Files.deleteIfExists(keystore);
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  ALIAS,
                  "-keyalg",
                  "RSA",
                  "-dname",
                  "CN=localhost",
                  "-validity",
                  "2",
                  "-keystore",
                  keystore.toString(),
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .start();
      keytool.getInputStream().readAllBytes();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
