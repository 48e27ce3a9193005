package com.tkr.embed.security.apikey;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What deciding about a key costs, and whether the time tells an unknown id from a wrong secret:
 * Welch's t over 10,000 of each, several times. Run it by {@code ./deploy.sh bench measure keys
 * [KEYS]}, with a thousand or more.
 */
public final class KeyMeasurement {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int EACH = 10_000;
  private static final int ROUNDS = 2_000_000;

  private KeyMeasurement() {}

  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    Pepper pepper = new Pepper(Pepper.generate(RANDOM));
    KeyIndex index = new KeyIndex(pepper, Clock.systemUTC());
    String[] good = new String[count];
    String[] wrong = new String[count];
    String[] unknown = new String[count];
    for (int i = 0; i < count; i++) {
      KeyText key = KeyText.generate(RANDOM);
      index.put(stored(key, pepper));
      good[i] = key.text();
      wrong[i] = KeyText.generate(key.id(), RANDOM).text();
      unknown[i] = KeyText.generate(RANDOM).text();
    }
    for (int i = 0; i < 3; i++) {
      cost("good key", index, good);
      cost("wrong secret", index, wrong);
      cost("unknown id", index, unknown);
    }
    for (int i = 0; i < 8; i++) {
      System.out.printf(Locale.ROOT, "Welch t  %6.2f%n", welch(index, wrong, unknown));
    }
  }

  private static StoredKey stored(KeyText key, Pepper pepper) {
    StoredKey.Terms terms =
        new StoredKey.Terms(
            "a", Set.of(Permission.EMBED_TEXT), null, new CallerLimits(1, 1, 1, 1, 1));
    return new StoredKey(
        key.id(), StoredKey.Secrets.of(key, pepper), terms, Instant.now(), null, 1);
  }

  private static void cost(String name, KeyIndex index, String[] texts) {
    long start = System.nanoTime();
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      accepted += check(index, texts[i % texts.length]) ? 1 : 0;
    }
    double nanos = (System.nanoTime() - start) / (double) ROUNDS;
    System.out.printf(Locale.ROOT, "%-14s %7.0f ns, %d accepted%n", name, nanos, accepted);
  }

  private static boolean check(KeyIndex index, String text) {
    return index.check(KeyText.parse(text).orElseThrow()).caller() != null;
  }

  private static double welch(KeyIndex index, String[] wrong, String[] unknown) {
    SplittableRandom order = new SplittableRandom();
    double[][] times = new double[2][EACH];
    int[] taken = new int[2];
    while (taken[0] < EACH || taken[1] < EACH) {
      int kind = order.nextInt(2);
      if (taken[kind] == EACH) {
        kind = 1 - kind;
      }
      String text = (kind == 0 ? wrong : unknown)[order.nextInt(wrong.length)];
      long start = System.nanoTime();
      check(index, text);
      times[kind][taken[kind]++] = System.nanoTime() - start;
    }
    double difference = mean(times[0]) - mean(times[1]);
    return difference / Math.sqrt(variance(times[0]) / EACH + variance(times[1]) / EACH);
  }

  private static double mean(double[] values) {
    return java.util.Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum()
        / (values.length - 1);
  }
}
