package com.tkr.embed.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A server as it stands at the edge of a network: TLS, a trusted proxy, CORS, JSON logs. */
final class EdgeServer extends SuiteServer {
  static final String ORIGIN = "https://app.example";
  static final String PASSWORD = "changeit-in-tests";
  static final Path FOLDER = Path.of("target", "it-edge").toAbsolutePath();
  static final Path LOG = FOLDER.resolve("log").resolve("server.log");
  static final Path KEYSTORE = FOLDER.resolve("keystore.p12");
  static final int TLS_PORT = freePort();

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("EMBEDDING_MODEL_PATH", "demo"),
          Map.entry("EMBEDDING_ENV", "testing"),
          Map.entry("EMBEDDING_REQUIRE_HTTPS", "true"),
          Map.entry("EMBEDDING_TRUSTED_PROXIES", "127.0.0.1"),
          Map.entry("EMBEDDING_CORS_ORIGINS", ORIGIN + ", https://other.example"),
          Map.entry("EMBEDDING_DOCS", "false"),
          Map.entry("EMBEDDING_METRICS", "off"),
          Map.entry("EMBEDDING_LOG_FORMAT", "json"),
          Map.entry("EMBEDDING_LOG_FILE", LOG.toString()));

  @Override
  Server start() {
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(LOG);
      makeKeystore();
      Path war = Path.of("target", "ROOT.war").toAbsolutePath();
      return Server.start(new Server.Setup("edge", war, ENVIRONMENT, tls()), "/health/ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void makeKeystore() throws IOException, InterruptedException {
    Files.deleteIfExists(KEYSTORE);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "s1as",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-validity",
                "2",
                "-keystore",
                KEYSTORE.toString(),
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
  }

  private static String tls() {
    String network = "set configs.config.server-config.network-config.";
    String listener = network + "network-listeners.network-listener.https-listener.";
    String ssl = network + "protocols.protocol.https-listener.ssl.";
    return String.join(
        "\n",
        listener + "address=127.0.0.1",
        listener + "port=" + TLS_PORT,
        listener + "enabled=true",
        ssl + "key-store=" + KEYSTORE,
        ssl + "key-store-password=" + PASSWORD,
        ssl + "key-store-type=PKCS12",
        "");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
