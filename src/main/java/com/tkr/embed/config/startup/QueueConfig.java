package com.tkr.embed.config.startup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about the queue before the engine, and about waiting for it. */
@Dependent
public class QueueConfig {
  @Inject
  @ConfigProperty(name = "embedding.batch.tokens")
  int batchTokens;

  @Inject
  @ConfigProperty(name = "embedding.queue.tokens")
  int queueTokens;

  @Inject
  @ConfigProperty(name = "embedding.queue.max-age-seconds")
  long maxAgeSeconds;

  @Inject
  @ConfigProperty(name = "embedding.watchdog.seconds")
  long watchdogSeconds;

  @Inject
  @ConfigProperty(name = "embedding.drain-seconds")
  long drainSeconds;

  /** Tokens of one batch at most, text and image alike. */
  public int batchTokens() {
    return batchTokens;
  }

  /** Tokens that may wait. */
  public int queueTokens() {
    return queueTokens;
  }

  /** How long an input may wait. */
  public Duration maxAge() {
    return Duration.ofSeconds(maxAgeSeconds);
  }

  /** Time without progress after which the engine counts as stuck, at least. */
  public Duration watchdog() {
    return Duration.ofSeconds(watchdogSeconds);
  }

  /** How long requests under way may take to end when the server stops. */
  public Duration drain() {
    return Duration.ofSeconds(drainSeconds);
  }
}
