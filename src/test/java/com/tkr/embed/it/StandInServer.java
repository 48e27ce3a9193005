package com.tkr.embed.it;

import com.tkr.embed.testing.StandInWar;
import java.nio.file.Path;
import java.util.Map;

/**
 * Hands tests the suite's server on the stand-in engine, which has small limits: a thousand texts a
 * second at most, a queue of 20,000 tokens, and a few seconds' patience with slow clients. By TLS
 * it speaks HTTP/2 too.
 */
final class StandInServer extends SuiteServer {
  /** Held by the class that uses it: its neighbours would disturb what it counts. */
  static final String LOCK = "stand-in server";

  static final int DIMENSIONS = 3584;
  static final ServerTls TLS = new ServerTls(Path.of("target", "it-stand-in").toAbsolutePath());
  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("EMBEDDING_MODEL_PATH", "demo"),
          Map.entry("EMBEDDING_LIMITS_PDF_SECONDS", "600"),
          Map.entry("EMBEDDING_ENV", "testing"),
          Map.entry("EMBEDDING_RATE_LIMIT_ENABLED", "false"),
          Map.entry("EMBEDDING_QUEUE_TOKENS", "20000"),
          Map.entry("EMBEDDING_SLOW_CLIENT_SECONDS", "4"),
          Map.entry("STANDIN_DIMENSIONS", String.valueOf(DIMENSIONS)),
          Map.entry("STANDIN_FIXED_MICROS", "1000"),
          Map.entry("STANDIN_INPUT_MICROS", "1000"),
          Map.entry("STANDIN_TOKEN_MICROS", "0"),
          Map.entry("STANDIN_RECORDS", "true"));
  private static final String IDLE =
      "set configs.config.server-config.network-config.protocols.protocol.http-listener"
          + ".http.timeout-seconds=5\n";

  @Override
  Server start() {
    Server.Setup setup =
        new Server.Setup("stand-in", StandInWar.write(), ENVIRONMENT, IDLE + TLS.listen(true));
    return Server.start(setup, "/health/ready");
  }
}
