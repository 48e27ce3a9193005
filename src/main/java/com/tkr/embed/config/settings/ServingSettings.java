package com.tkr.embed.config.settings;

import static com.tkr.embed.config.settings.WholeNumber.ints;
import static com.tkr.embed.config.settings.WholeNumber.longs;
import static com.tkr.embed.config.settings.WholeNumber.seconds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The sections {@code rate_limit}, {@code cache}, {@code logging} and {@code monitoring}. */
public final class ServingSettings {
  static final SettingList ALL = new SettingList();
  private static final WholeNumber<Integer> REQUESTS = ints(0, 1_000_000_000);
  private static final WholeNumber<Long> BYTES = longs(0, 1L << 40);

  public static final Setting<Boolean> RATE_LIMIT_ENABLED =
      ALL.add("rate_limit.enabled", "embedding.rate-limit.enabled", new Flag())
          .or("true")
          .means("whether callers are limited");
  public static final Setting<Integer> BURST =
      rate(
          "burst_size",
          "burst",
          "10",
          "requests of a caller that may come at once; 0 for any number");
  public static final Setting<Integer> PER_MINUTE =
      rate(
          "requests_per_minute",
          "rpm",
          "60",
          "requests of a caller in any minute; 0 for any number");
  public static final Setting<Integer> PER_HOUR =
      rate(
          "requests_per_hour", "rph", "1000", "requests of a caller in any hour; 0 for any number");
  public static final Setting<Integer> PER_DAY =
      rate("requests_per_day", "rpd", "10000", "requests of a caller in any day; 0 for any number");
  public static final Setting<Integer> ITEMS_PER_REQUEST =
      ALL.add(
              "rate_limit.items_per_request",
              "embedding.rate-limit.items-per-request",
              ints(0, 1_000_000))
          .or("100")
          .means(
              "a second quota, in texts and images: this times each limit of requests; 0 for"
                  + " none");
  public static final Setting<Boolean> CACHE_ENABLED =
      ALL.add("cache.enabled", "embedding.cache.enabled", new Flag())
          .or("true")
          .means(
              "whether vectors are kept; without, equal inputs that come at the same time are still"
                  + " computed once");
  public static final Setting<Integer> CACHE_MAX_SIZE =
      ALL.add("cache.max_size", "embedding.cache.size", ints(0, 100_000_000))
          .or("10000")
          .means("vectors kept; 0 keeps none");
  public static final Setting<Long> CACHE_MAX_BYTES =
      ALL.add("cache.max_bytes", "embedding.cache.bytes", BYTES)
          .or("0")
          .means(
              "memory for them, where that is the nearer bound; 0 for what that many vectors take");
  public static final Setting<Duration> CACHE_TIME_TO_LIVE =
      ALL.add("cache.ttl_seconds", "embedding.cache.ttl-seconds", seconds(0, Integer.MAX_VALUE))
          .or("3600")
          .means("how long a vector is kept; 0 for as long as there is room");
  public static final Setting<Boolean> CACHE_PERSISTENT =
      ALL.add("cache.persistent", "embedding.cache.persistent", new Flag())
          .or("false")
          .means(
              "whether vectors are written into the data folder and read back at the next start");
  public static final Setting<Long> CACHE_FILE_BYTES =
      ALL.add("cache.file_bytes", "embedding.cache.file-bytes", BYTES)
          .or("1073741824")
          .means("disk space for that");
  public static final Setting<LogLevel> LOG_LEVEL =
      ALL.add("logging.level", "embedding.log.level", Choice.of(LogLevel::name, LogLevel.values()))
          .or("INFO")
          .means("what is logged at least; DEBUG where debug is on and this is not set");
  public static final Setting<Optional<Path>> LOG_FILE =
      ALL.add("logging.file", "embedding.log.file", Text.FILE.optional())
          .means("a file to log into, beside the console");
  public static final Setting<Boolean> LOG_JSON =
      ALL.add(
              "logging.format",
              "embedding.log.format",
              Choice.auto(Settings::isProduction).or("json", true).or("text", false))
          .or("auto")
          .means("auto: JSON in production, text elsewhere");
  public static final Setting<Long> LOG_MAX_BYTES =
      ALL.add("logging.max_bytes", "embedding.log.max-bytes", longs(1024, Integer.MAX_VALUE))
          .or("52428800")
          .means("bytes of the file before the next one is begun");
  public static final Setting<Integer> LOG_FILES =
      ALL.add("logging.files", "embedding.log.files", ints(1, 1000)).or("5").means("files kept");
  public static final Setting<Boolean> LOG_ACCESS =
      ALL.add("logging.access", "embedding.log.access", new Flag())
          .or("true")
          .means("whether each request gets a line");
  public static final Setting<Audience> METRICS =
      ALL.add(
              "monitoring.metrics",
              "embedding.metrics",
              Choice.auto(ServingSettings::metrics)
                  .or("open", Audience.EVERYONE)
                  .or("admin", Audience.ADMINISTRATORS)
                  .or("off", Audience.NOBODY))
          .or("auto")
          .means(
              "who may read /metrics; auto: administrators where keys are required, else"
                  + " everybody");

  private ServingSettings() {}

  private static Setting<Integer> rate(String name, String key, String fallback, String meaning) {
    return ALL.add("rate_limit." + name, "embedding.rate-limit." + key, REQUESTS)
        .or(fallback)
        .means(meaning);
  }

  private static Audience metrics(Settings settings) {
    return settings.get(SecuritySettings.REQUIRE_API_KEY)
        ? Audience.ADMINISTRATORS
        : Audience.EVERYONE;
  }
}
