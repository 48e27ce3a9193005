package com.tkr.embed.config.startup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about the result cache. */
@Dependent
public class CacheConfig {
  @Inject
  @ConfigProperty(name = "embedding.cache.enabled")
  boolean enabled;

  @Inject
  @ConfigProperty(name = "embedding.cache.size")
  int size;

  @Inject
  @ConfigProperty(name = "embedding.cache.bytes")
  long bytes;

  @Inject
  @ConfigProperty(name = "embedding.cache.ttl-seconds")
  long ttlSeconds;

  @Inject
  @ConfigProperty(name = "embedding.cache.persistent")
  boolean persistent;

  @Inject
  @ConfigProperty(name = "embedding.cache.file-bytes")
  long fileBytes;

  /** Whether vectors are kept at all. */
  public boolean enabled() {
    return enabled && size > 0;
  }

  /** Vectors kept at most; 0 keeps none. */
  public int size() {
    return size;
  }

  /** Memory for them at most; 0 for what {@link #size()} of them take. */
  public long bytes() {
    return bytes;
  }

  /** How long a vector is kept; zero for as long as there is room. */
  public Duration timeToLive() {
    return Duration.ofSeconds(ttlSeconds);
  }

  /** Whether vectors outlive the server. */
  public boolean persistent() {
    return persistent;
  }

  /** Disk space for them at most. */
  public long fileBytes() {
    return fileBytes;
  }
}
