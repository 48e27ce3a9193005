package com.tkr.embed.config.settings;

import static com.tkr.embed.config.settings.Visibility.ADMIN;
import static com.tkr.embed.config.settings.Visibility.LOCAL;

import java.util.List;

/** The sections {@code rate_limit}, {@code cache}, {@code logging} and {@code monitoring}. */
final class ServingSettings {
  private static final WholeNumber REQUESTS = new WholeNumber(0, 1_000_000_000);
  private static final WholeNumber BYTES = new WholeNumber(0, 1L << 40);

  private ServingSettings() {}

  static final List<Setting> RATE_LIMIT =
      List.of(
          new Setting(
              "rate_limit.enabled",
              "embedding.rate-limit.enabled",
              new Flag(),
              "true",
              ADMIN,
              "whether callers are limited"),
          rate(
              "burst_size",
              "burst",
              "10",
              "requests of a caller that may come at once; 0 for any number"),
          rate(
              "requests_per_minute",
              "rpm",
              "60",
              "requests of a caller in any minute; 0 for any number"),
          rate(
              "requests_per_hour",
              "rph",
              "1000",
              "requests of a caller in any hour; 0 for any number"),
          rate(
              "requests_per_day",
              "rpd",
              "10000",
              "requests of a caller in any day; 0 for any number"),
          new Setting(
              "rate_limit.items_per_request",
              "embedding.rate-limit.items-per-request",
              new WholeNumber(0, 1_000_000),
              "100",
              ADMIN,
              "a second quota, in texts and images: this times each limit of requests; 0 for"
                  + " none"));

  static final List<Setting> CACHE =
      List.of(
          new Setting(
              "cache.enabled",
              "embedding.cache.enabled",
              new Flag(),
              "true",
              ADMIN,
              "whether vectors are kept; without, equal inputs that come at the same time are still"
                  + " computed once"),
          new Setting(
              "cache.max_size",
              "embedding.cache.size",
              new WholeNumber(0, 100_000_000),
              "10000",
              ADMIN,
              "vectors kept; 0 keeps none"),
          new Setting(
              "cache.max_bytes",
              "embedding.cache.bytes",
              BYTES,
              "0",
              ADMIN,
              "memory for them, where that is the nearer bound; 0 for what that many vectors take"),
          new Setting(
              "cache.ttl_seconds",
              "embedding.cache.ttl-seconds",
              new WholeNumber(0, Integer.MAX_VALUE),
              "3600",
              ADMIN,
              "how long a vector is kept; 0 for as long as there is room"),
          new Setting(
              "cache.persistent",
              "embedding.cache.persistent",
              new Flag(),
              "false",
              ADMIN,
              "whether vectors are written into the data folder and read back at the next start"),
          new Setting(
              "cache.file_bytes",
              "embedding.cache.file-bytes",
              BYTES,
              "1073741824",
              ADMIN,
              "disk space for that"));

  static final List<Setting> LOGGING =
      List.of(
          new Setting(
              "logging.level",
              "embedding.log.level",
              Choice.of(LogLevel.names()),
              "INFO",
              ADMIN,
              "what is logged at least; DEBUG where debug is on and this is not set"),
          new Setting(
              "logging.file",
              "embedding.log.file",
              Texts.FILE,
              null,
              LOCAL,
              "a file to log into, beside the console"),
          new Setting(
              "logging.format",
              "embedding.log.format",
              Choice.of("auto", "json", "text"),
              "auto",
              ADMIN,
              "auto: JSON in production, text elsewhere"),
          new Setting(
              "logging.max_bytes",
              "embedding.log.max-bytes",
              new WholeNumber(1024, Integer.MAX_VALUE),
              "52428800",
              ADMIN,
              "bytes of the file before the next one is begun"),
          new Setting(
              "logging.files",
              "embedding.log.files",
              new WholeNumber(1, 1000),
              "5",
              ADMIN,
              "files kept"),
          new Setting(
              "logging.access",
              "embedding.log.access",
              new Flag(),
              "true",
              ADMIN,
              "whether each request gets a line"));

  static final List<Setting> MONITORING =
      List.of(
          new Setting(
              "monitoring.metrics",
              "embedding.metrics",
              Choice.of("auto", "open", "admin", "off"),
              "auto",
              ADMIN,
              "who may read /metrics; auto: administrators where keys are required, else"
                  + " everybody"));

  private static Setting rate(String name, String key, String fallback, String meaning) {
    return new Setting(
        "rate_limit." + name, "embedding.rate-limit." + key, REQUESTS, fallback, ADMIN, meaning);
  }
}
