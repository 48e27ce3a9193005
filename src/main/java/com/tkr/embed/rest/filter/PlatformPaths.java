package com.tkr.embed.rest.filter;

import com.tkr.embed.config.settings.Audience;
import java.util.Set;

/**
 * Who may see what is served beside the resources, as one table. What stands in it under no name is
 * open to nobody.
 */
final class PlatformPaths {
  private static final String HEALTH = "/health";
  private static final String DOCS = "/docs";
  private static final String OPENAPI = "/openapi";
  private static final Set<String> PROBES =
      Set.of(HEALTH, "/health/live", "/health/ready", "/health/started");

  private final Audience metrics;
  private final Audience docs;

  PlatformPaths(Audience metrics, Audience docs) {
    this.metrics = metrics;
    this.docs = docs;
  }

  /**
   * Who may see it.
   *
   * @param servlet the path of the servlet that serves it; empty for the resources
   * @param path that was asked for
   */
  Audience audience(String servlet, String path) {
    return switch (servlet) {
      case "" -> Audience.EVERYONE;
      case HEALTH -> PROBES.contains(path) ? Audience.EVERYONE : Audience.NOBODY;
      case "/metrics" -> metrics;
      case OPENAPI -> path.equals(OPENAPI) ? docs : Audience.NOBODY;
      case DOCS -> docs;
      default -> Audience.NOBODY;
    };
  }

  static boolean isHealth(String servlet) {
    return servlet.equals(HEALTH);
  }

  /** Whether it is a file for browsers, the same for all. */
  static boolean isPage(String servlet) {
    return servlet.equals(DOCS);
  }
}
