package com.tkr.embed.config;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about the queue before the engine, and about waiting for it. */
@Dependent
public class QueueConfig {
  private static final int MOST_TOKENS = 1 << 24;
  private static final int MOST_SECONDS = 86_400;

  @Inject
  @ConfigProperty(name = "embedding.batch.tokens")
  String batchTokens;

  @Inject
  @ConfigProperty(name = "embedding.queue.tokens")
  String queueTokens;

  @Inject
  @ConfigProperty(name = "embedding.queue.max-age-seconds")
  String maxAgeSeconds;

  @Inject
  @ConfigProperty(name = "embedding.watchdog.seconds")
  String watchdogSeconds;

  @Inject
  @ConfigProperty(name = "embedding.drain-seconds")
  String drainSeconds;

  /** Tokens of one batch at most, text and image alike. */
  public int batchTokens() {
    return Math.max(1, Choice.number("EMBEDDING_BATCH_TOKENS", batchTokens, MOST_TOKENS));
  }

  /** Tokens that may wait. */
  public int queueTokens() {
    return Math.max(1, Choice.number("EMBEDDING_QUEUE_TOKENS", queueTokens, MOST_TOKENS));
  }

  /** How long an input may wait. */
  public Duration maxAge() {
    return seconds("EMBEDDING_QUEUE_MAX_AGE_SECONDS", maxAgeSeconds);
  }

  /** Time without progress after which the engine counts as stuck, at least. */
  public Duration watchdog() {
    return seconds("EMBEDDING_WATCHDOG_SECONDS", watchdogSeconds);
  }

  /** How long requests under way may take to end when the server stops. */
  public Duration drain() {
    return seconds("EMBEDDING_DRAIN_SECONDS", drainSeconds);
  }

  private static Duration seconds(String setting, String value) {
    return Duration.ofSeconds(Choice.number(setting, value, MOST_SECONDS));
  }
}
