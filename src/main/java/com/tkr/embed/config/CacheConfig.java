package com.tkr.embed.config;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about the result cache. */
@Dependent
public class CacheConfig {
  private static final long MOST_BYTES = 1L << 40;

  @Inject
  @ConfigProperty(name = "embedding.cache.enabled")
  String enabled;

  @Inject
  @ConfigProperty(name = "embedding.cache.size")
  String size;

  @Inject
  @ConfigProperty(name = "embedding.cache.bytes")
  String bytes;

  @Inject
  @ConfigProperty(name = "embedding.cache.ttl-seconds")
  String ttlSeconds;

  @Inject
  @ConfigProperty(name = "embedding.cache.persistent")
  String persistent;

  @Inject
  @ConfigProperty(name = "embedding.cache.file-bytes")
  String fileBytes;

  /** Whether vectors are kept at all. */
  public boolean enabled() {
    return flag("EMBEDDING_CACHE_ENABLED", enabled) && size() > 0;
  }

  /** Vectors kept at most; 0 keeps none. */
  public int size() {
    return Choice.number("EMBEDDING_CACHE_SIZE", size, 100_000_000);
  }

  /** Memory for them at most; 0 for what {@link #size()} of them take. */
  public long bytes() {
    return Choice.longNumber("EMBEDDING_CACHE_BYTES", bytes, MOST_BYTES);
  }

  /** How long a vector is kept; zero for as long as there is room. */
  public Duration timeToLive() {
    return Duration.ofSeconds(
        Choice.number("EMBEDDING_CACHE_TTL_SECONDS", ttlSeconds, Integer.MAX_VALUE));
  }

  /** Whether vectors outlive the server. */
  public boolean persistent() {
    return flag("EMBEDDING_CACHE_PERSISTENT", persistent);
  }

  /** Disk space for them at most. */
  public long fileBytes() {
    return Choice.longNumber("EMBEDDING_CACHE_FILE_BYTES", fileBytes, MOST_BYTES);
  }

  private static boolean flag(String setting, String value) {
    return Choice.of(setting, value, "true", "false").equals("true");
  }
}
