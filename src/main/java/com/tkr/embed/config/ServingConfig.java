package com.tkr.embed.config;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/** What the operator configured about the cache, the queue and the time things may take. */
@Dependent
public class ServingConfig {
  private static final int MOST_SECONDS = 86_400;

  @Inject private Config config;

  /** Whether vectors are kept. */
  public boolean cacheEnabled() {
    return config.getOptionalValue("embedding.cache.enabled", Boolean.class).orElse(true);
  }

  /** Vectors kept at most. */
  public long cacheEntries() {
    return number("embedding.cache.size", 10_000, 1, Integer.MAX_VALUE);
  }

  /** Bytes of memory for them at most. */
  public long cacheBytes() {
    return number("embedding.cache.bytes", 256L << 20, 1 << 20, Long.MAX_VALUE);
  }

  /** How long a vector is kept; zero for as long as there is room. */
  public Duration cacheTimeToLive() {
    return seconds("embedding.cache.ttl-seconds", 3600);
  }

  /** Whether the vectors outlive the server. */
  public boolean cachePersistent() {
    return config.getOptionalValue("embedding.cache.persistent", Boolean.class).orElse(false);
  }

  /** Bytes on disk at most. */
  public long cacheDiskBytes() {
    return number("embedding.cache.disk-bytes", 1L << 30, 1 << 20, Long.MAX_VALUE);
  }

  /** Tokens of one batch at most. */
  public long batchTokens() {
    return number("embedding.batch.tokens", 4096, 1, Integer.MAX_VALUE);
  }

  /** Tokens that may wait. */
  public long queueTokens() {
    return number("embedding.queue.tokens", 1 << 17, 1, Integer.MAX_VALUE);
  }

  /** How long an input may wait. */
  public Duration queueMaxAge() {
    return seconds("embedding.queue.max-age-seconds", 30);
  }

  /** Time without progress after which the engine counts as stuck, at least. */
  public Duration watchdog() {
    return seconds("embedding.watchdog.seconds", 60);
  }

  /** How long requests under way may take to end when the server stops. */
  public Duration drain() {
    return seconds("embedding.drain-seconds", 25);
  }

  private Duration seconds(String name, long fallback) {
    return Duration.ofSeconds(number(name, fallback, 0, MOST_SECONDS));
  }

  private long number(String name, long fallback, long least, long most) {
    String text = config.getOptionalValue(name, String.class).orElse(String.valueOf(fallback));
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new InvalidSetting(
        name + "=" + text + " is not a whole number from " + least + " to " + most);
  }
}
