package com.tkr.embed.it;

import java.util.Map;

/** The suite's server of the demonstration model. */
final class SharedServer extends SuiteServer {
  /** Held by the class that uses it: its neighbours would disturb what it counts. */
  static final String LOCK = "shared server";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("EMBEDDING_MODEL_PATH", "demo", "EMBEDDING_ENV", "testing");

  @Override
  Server start() {
    return Server.start("shared", ENVIRONMENT, "/health/ready");
  }
}
