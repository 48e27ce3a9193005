package com.tkr.embed.rest.filter;

import com.tkr.embed.config.settings.Audience;
import com.tkr.embed.security.auth.RequestHead;
import java.util.Set;

/**
 * Who may see what is served beside the resources, as one table. What stands in it under no name is
 * open to nobody.
 */
final class PlatformPaths {
  private static final String HEALTH = "/health";
  private static final String METRICS = "/metrics";
  private static final String DOCS = "/docs";
  private static final String CONSOLE = "/console";
  private static final String ROOT = "/";
  private static final String OPENAPI = "/openapi";
  private static final Set<String> PROBES =
      Set.of(HEALTH, "/health/live", "/health/ready", "/health/started");

  private final Audience metrics;
  private final Audience docs;
  private final Audience console;

  PlatformPaths(Audience metrics, Audience docs, Audience console) {
    this.metrics = metrics;
    this.docs = docs;
    this.console = console;
  }

  /**
   * Who may see it.
   *
   * @param servlet the path of the servlet that serves it; empty for the resources
   * @param path that was asked for
   */
  Audience audience(String servlet, String path) {
    return switch (servlet) {
      case "" -> path.equals(ROOT) ? console : Audience.EVERYONE;
      case HEALTH -> PROBES.contains(path) ? Audience.EVERYONE : Audience.NOBODY;
      case METRICS -> metrics;
      case OPENAPI -> path.equals(OPENAPI) ? docs : Audience.NOBODY;
      case DOCS -> docs;
      // its page names the other files relative to the root, where alone it is served
      case CONSOLE -> path.equals("/console/index.html") ? Audience.NOBODY : console;
      default -> Audience.NOBODY;
    };
  }

  static boolean isHealth(String servlet) {
    return servlet.equals(HEALTH);
  }

  static boolean isMetrics(String servlet) {
    return servlet.equals(METRICS);
  }

  /** Whether a resource answers it, which says itself whom it is for. */
  static boolean isResource(String servlet, RequestHead head) {
    return servlet.isEmpty() && !isPage(head);
  }

  /** The root is a page for who reads, and a route for who posts. */
  private static boolean isPage(RequestHead head) {
    return head.path().equals(ROOT) && !head.method().equals("POST");
  }

  /** Whether it is a file of the documentation. */
  static boolean isDocs(String servlet) {
    return servlet.equals(DOCS);
  }

  /** Whether it is a file of the console. */
  static boolean isConsole(String servlet, RequestHead head) {
    return servlet.equals(CONSOLE) || servlet.isEmpty() && isPage(head);
  }
}
