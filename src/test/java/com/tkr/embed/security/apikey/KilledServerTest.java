package com.tkr.embed.security.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at a random moment has kept every change that it told of. */
class KilledServerTest {
  @TempDir private Path folder;
  private final Random random = new Random(20_261_124);

  /** What the killed servers told. */
  private final Map<String, KeyText> current = new HashMap<>();

  private final Map<String, KeyText> replaced = new HashMap<>();
  private final Set<String> revoked = new HashSet<>();
  private final Set<String> uncertain = new HashSet<>();
  private final Map<String, Long> usage = new HashMap<>();
  private final Map<String, Long> uses = new HashMap<>();
  private int acknowledged;

  @Test
  void no_acknowledged_change_is_lost_in_a_few_rounds() throws Exception {
    rounds(8);
  }

  @Test
  @Tag("slow")
  void no_acknowledged_change_is_lost_in_200_rounds() throws Exception {
    rounds(200);
  }

  private void rounds(int count) throws Exception {
    for (int round = 0; round < count; round++) {
      runAndKill(round);
      verify(round);
    }
    System.out.printf(
        "%d rounds, %d acknowledged changes, %d keys, %d of them revoked%n",
        count, acknowledged, current.size(), revoked.size());
    assertThat(acknowledged).isGreaterThan(count);
  }

  private void runAndKill(int round) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KeyStoreWriter.class.getName(),
                folder.toString(),
                String.valueOf(round))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).as("round %d starts", round).isEqualTo("open .");
      Thread killer = new Thread(() -> kill(process));
      killer.start();
      lines.lines().filter(line -> line.endsWith(" .")).forEach(this::take);
      killer.join();
    }
    process.waitFor();
  }

  private void kill(Process process) {
    try {
      TimeUnit.MICROSECONDS.sleep(random.nextInt(400_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // the process alone: what it has written is still to be read
    process.toHandle().destroyForcibly();
  }

  private void take(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "created" -> acknowledge(KeyText.parse(words[1]).orElseThrow());
      case "rotated" -> {
        KeyText key = KeyText.parse(words[1]).orElseThrow();
        replaced.put(key.id(), current.get(key.id()));
        acknowledge(key);
      }
      case "revoked" -> {
        revoked.add(words[1]);
        uncertain.remove(words[1]);
        acknowledged++;
      }
      case "using" -> uses.merge(words[1], 1L, Long::sum);
      case "usage" -> usage.merge(words[1], Long.parseLong(words[2]), Math::max);
      default -> uncertain.add(words[1]);
    }
  }

  private void acknowledge(KeyText key) {
    current.put(key.id(), key);
    uncertain.remove(key.id());
    acknowledged++;
  }

  private void verify(int round) {
    try (Database database = Database.open(DatabaseSettings.embedded(folder))) {
      KeyStore store = KeyStore.open(database, KeyStoreContract.PEPPER, Clock.systemUTC());
      for (ApiKey key : store.list()) {
        String id = key.id();
        assertThat(key.usageCount())
            .as("uses of %s after round %d", id, round)
            .isBetween(usage.getOrDefault(id, 0L), uses.getOrDefault(id, 0L));
        usage.put(id, key.usageCount());
      }
      current.forEach((id, key) -> assertThat(store.check(key).outcome()).isIn(expected(id)));
      current.keySet().forEach(id -> uses.merge(id, 1L, Long::sum));
      replaced.forEach(
          (id, key) ->
              assertThat(store.check(key).outcome()).isEqualTo(KeyCheck.Outcome.WRONG_SECRET));
    }
  }

  private Set<KeyCheck.Outcome> expected(String id) {
    if (revoked.contains(id)) {
      return Set.of(KeyCheck.Outcome.REVOKED);
    }
    return uncertain.contains(id)
        ? Set.of(KeyCheck.Outcome.values())
        : Set.of(KeyCheck.Outcome.ACCEPTED);
  }
}
