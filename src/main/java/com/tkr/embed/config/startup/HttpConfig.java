package com.tkr.embed.config.startup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about who reaches the server, from where, and what is open. */
@Dependent
public class HttpConfig {
  @Inject ServerConfig server;

  @Inject
  @ConfigProperty(name = "embedding.require-https")
  boolean requireHttps;

  @Inject
  @ConfigProperty(name = "embedding.hsts-seconds")
  int hstsSeconds;

  @Inject
  @ConfigProperty(name = "embedding.trusted-proxies")
  Optional<String> trustedProxies;

  @Inject
  @ConfigProperty(name = "embedding.cors.origins")
  Optional<String> corsOrigins;

  @Inject
  @ConfigProperty(name = "embedding.docs")
  String docs;

  @Inject
  @ConfigProperty(name = "embedding.metrics")
  String metrics;

  /** Who may see something. */
  public enum Audience {
    EVERYONE,
    ADMINISTRATORS,
    NOBODY
  }

  /** Whether plain HTTP is refused. */
  public boolean requireHttps() {
    return requireHttps;
  }

  /** How long browsers are told to come by TLS alone; 0 does not tell them. */
  public int hstsSeconds() {
    return hstsSeconds;
  }

  /** Addresses, and ranges in CIDR notation. */
  public List<String> trustedProxies() {
    return list(trustedProxies);
  }

  /** Origins whose pages may call; {@code *} for all. */
  public List<String> corsOrigins() {
    return list(corsOrigins);
  }

  /** Who may see the documentation; without a choice everyone, outside production. */
  public Audience docs() {
    return switch (docs.toLowerCase(Locale.ROOT)) {
      case "true" -> Audience.EVERYONE;
      case "false" -> Audience.NOBODY;
      default ->
          server.environment() == Environment.PRODUCTION ? Audience.NOBODY : Audience.EVERYONE;
    };
  }

  /** Who may see the metrics; without a choice administrators, where keys are required. */
  public Audience metrics() {
    return switch (metrics.toLowerCase(Locale.ROOT)) {
      case "open" -> Audience.EVERYONE;
      case "admin" -> Audience.ADMINISTRATORS;
      case "off" -> Audience.NOBODY;
      default -> server.keysRequired() ? Audience.ADMINISTRATORS : Audience.EVERYONE;
    };
  }

  private static List<String> list(Optional<String> setting) {
    return setting.stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
