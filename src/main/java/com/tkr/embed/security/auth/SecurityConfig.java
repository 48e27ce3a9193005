package com.tkr.embed.security.auth;

import com.tkr.embed.config.startup.Environment;
import com.tkr.embed.config.startup.ServerConfig;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about callers. */
@Dependent
public class SecurityConfig {
  @Inject private ServerConfig server;

  @Inject
  @ConfigProperty(name = "embedding.api-key")
  private Optional<String> apiKey;

  @Inject
  @ConfigProperty(name = "embedding.previous-api-key")
  private Optional<String> previousApiKey;

  @Inject
  @ConfigProperty(name = "embedding.allow-query-key")
  private boolean allowQueryKey;

  @Inject
  @ConfigProperty(name = "embedding.failed-attempts-per-minute")
  private int failedAttempts;

  /** Whether this is an installation where no secret may be shown anywhere. */
  boolean isProduction() {
    return server.environment() == Environment.PRODUCTION;
  }

  /** All of it. */
  SecuritySettings settings() {
    List<String> masterKeys =
        Stream.of(apiKey, previousApiKey)
            .flatMap(Optional::stream)
            .map(String::strip)
            .filter(key -> !key.isEmpty())
            .toList();
    return new SecuritySettings(server.keysRequired(), allowQueryKey, failedAttempts, masterKeys);
  }
}
