package com.tkr.embed.security;

import com.tkr.embed.config.Environment;
import com.tkr.embed.config.InvalidSetting;
import com.tkr.embed.config.ServerConfig;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about callers. */
@Dependent
public class SecurityConfig {
  private static final int MOST_FAILURES = 1_000_000;

  @Inject private ServerConfig server;

  @Inject
  @ConfigProperty(name = "embedding.require-api-key", defaultValue = "auto")
  private String requireApiKey;

  @Inject
  @ConfigProperty(name = "embedding.api-key")
  private Optional<String> apiKey;

  @Inject
  @ConfigProperty(name = "embedding.previous-api-key")
  private Optional<String> previousApiKey;

  @Inject
  @ConfigProperty(name = "embedding.allow-query-key", defaultValue = "true")
  private String allowQueryKey;

  @Inject
  @ConfigProperty(name = "embedding.failed-attempts-per-minute", defaultValue = "30")
  private String failedAttempts;

  /** Whether requests without a valid credential are refused. */
  public boolean keysRequired() {
    return switch (word(requireApiKey)) {
      case "auto" -> isProduction();
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidSetting(
              "EMBEDDING_REQUIRE_API_KEY=" + requireApiKey + " is not one of auto, true, false");
    };
  }

  /** Whether this is an installation where no secret may be shown anywhere. */
  boolean isProduction() {
    return server.environment() == Environment.PRODUCTION;
  }

  /** All of it, checked. */
  SecuritySettings settings() {
    List<String> masterKeys =
        Stream.of(apiKey, previousApiKey)
            .flatMap(Optional::stream)
            .map(String::strip)
            .filter(key -> !key.isEmpty())
            .toList();
    return new SecuritySettings(keysRequired(), queryKeys(), failuresPerMinute(), masterKeys);
  }

  private boolean queryKeys() {
    return switch (word(allowQueryKey)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidSetting(
              "EMBEDDING_ALLOW_QUERY_KEY=" + allowQueryKey + " is not one of true, false");
    };
  }

  private int failuresPerMinute() {
    try {
      int number = Integer.parseInt(failedAttempts.strip());
      if (number >= 0 && number <= MOST_FAILURES) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new InvalidSetting(
        "EMBEDDING_FAILED_ATTEMPTS_PER_MINUTE="
            + failedAttempts
            + " is not a number from 0 to "
            + MOST_FAILURES);
  }

  private static String word(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }
}
