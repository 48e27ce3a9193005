package com.tkr.embed.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A server as it stands at the edge of a network: TLS, a trusted proxy, CORS, JSON logs. */
final class EdgeServer extends SuiteServer {
  /** Held by the class that uses it: its neighbours would disturb what it counts. */
  static final String LOCK = "edge server";

  static final String ORIGIN = "https://app.example";
  static final Path FOLDER = Path.of("target", "it-edge").toAbsolutePath();
  static final Path LOG = FOLDER.resolve("log").resolve("server.log");
  static final ServerTls TLS = new ServerTls(FOLDER);

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("EMBEDDING_MODEL_PATH", "demo"),
          Map.entry("EMBEDDING_ENV", "testing"),
          Map.entry("EMBEDDING_REQUIRE_HTTPS", "true"),
          Map.entry("EMBEDDING_TRUSTED_PROXIES", "127.0.0.1"),
          Map.entry("EMBEDDING_CORS_ORIGINS", ORIGIN + ", https://other.example"),
          Map.entry("EMBEDDING_DOCS", "false"),
          Map.entry("EMBEDDING_CONSOLE", "false"),
          Map.entry("EMBEDDING_METRICS", "off"),
          Map.entry("EMBEDDING_LOG_FORMAT", "json"),
          Map.entry("EMBEDDING_LOG_FILE", LOG.toString()));

  @Override
  Server start() {
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(LOG);
      Path war = Path.of("target", "ROOT.war").toAbsolutePath();
      return Server.start(
          new Server.Setup("edge", war, ENVIRONMENT, TLS.listen(false)), "/health/ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
