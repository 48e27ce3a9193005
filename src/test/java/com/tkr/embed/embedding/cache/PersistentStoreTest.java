package com.tkr.embed.embedding.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentStoreTest {
  private static final int DIMENSION = 192;
  private static final long MAX_BYTES = 16 << 20;
  private static final CacheLimits LIMITS =
      new CacheLimits(DIMENSION, 100_000, 0, Duration.ofHours(1));

  @TempDir private Path folder;

  private VectorCache open(String revision) {
    return VectorCache.open(LIMITS, new CacheFile(folder, revision, MAX_BYTES), Thread::new);
  }

  private static void fill(VectorCache cache, long from, long to) {
    LongStream.range(from, to)
        .forEach(
            number ->
                cache.lookup(
                    List.of(Vectors.key(number)),
                    indices ->
                        List.of(
                            CompletableFuture.completedFuture(Vectors.random(DIMENSION, number)))));
  }

  /** How many of these are there, each of which must be the right one. */
  private static long present(VectorCache cache, long from, long to) {
    return LongStream.range(from, to)
        .filter(
            number -> {
              Lookup lookup = cache.lookup(List.of(Vectors.key(number)), indices -> List.of());
              if (lookup.hits() == 1) {
                assertThat(Vectors.isOf(number, lookup.hit(0))).as("vector %d", number).isTrue();
              }
              return lookup.hits() == 1;
            })
        .count();
  }

  private static void waitFor(VectorCache cache, long entries) throws InterruptedException {
    for (int i = 0; i < 200 && cache.stats().entries() < entries; i++) {
      TimeUnit.MILLISECONDS.sleep(25);
    }
  }

  private long read(String revision, long entries, long to) throws InterruptedException {
    try (VectorCache cache = open(revision)) {
      waitFor(cache, entries);
      return present(cache, 0, to);
    }
  }

  @Test
  void vectorsOutliveTheServer() throws InterruptedException {
    try (VectorCache cache = open("a")) {
      fill(cache, 0, 500);
    }
    assertThat(read("a", 500, 500)).isEqualTo(500);
  }

  @Test
  void whatWasClearedDoesNotComeBack() throws InterruptedException {
    try (VectorCache cache = open("a")) {
      fill(cache, 0, 500);
    }
    try (VectorCache cache = open("a")) {
      waitFor(cache, 500);
      cache.clear();
      fill(cache, 500, 510);
    }
    assertThat(read("a", 10, 510)).isEqualTo(10);
  }

  @Test
  void vectorsOfAnotherRevisionAreDropped() throws Exception {
    try (VectorCache cache = open("a")) {
      fill(cache, 0, 500);
    }
    try (VectorCache cache = open("b")) {
      fill(cache, 500, 510);
      TimeUnit.MILLISECONDS.sleep(300);
      assertThat(cache.stats().entries()).isEqualTo(10);
    }
    assertThat(read("b", 10, 600)).isEqualTo(10);
  }

  @Test
  void aFileThatCannotBeReadIsSetAside() throws Exception {
    Files.write(folder.resolve("vectors.mv"), new byte[50_000]);
    try (VectorCache cache = open("a")) {
      fill(cache, 0, 10);
    }
    assertThat(folder.resolve("vectors.mv.damaged")).exists();
    assertThat(read("a", 10, 10)).isEqualTo(10);
  }

  @Test
  void damageNeverGivesAWrongVector() throws Exception {
    try (VectorCache cache = open("a")) {
      fill(cache, 0, 1000);
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("vectors.mv"));
    for (int i = 20_000; i < bytes.length; i += 40_000) {
      bytes[i] ^= 0x55;
    }
    Files.write(folder.resolve("vectors.mv"), bytes);
    assertThat(intact(MAX_BYTES)).isLessThan(1000);
    try (VectorCache cache = open("a")) {
      fill(cache, 2000, 2010);
    }
    try (VectorCache cache = open("a")) {
      for (int i = 0; i < 200 && present(cache, 2000, 2010) < 10; i++) {
        TimeUnit.MILLISECONDS.sleep(25);
      }
      assertThat(present(cache, 2000, 2010)).isEqualTo(10);
    }
  }

  @Test
  void aSecondServerOnTheSameFolderServesWithoutTheFile() throws Exception {
    try (VectorCache first = open("a");
        VectorCache second = open("a")) {
      fill(first, 0, 10);
      fill(second, 0, 10);
      assertThat(present(second, 0, 10)).isEqualTo(10);
    }
  }

  @Test
  void theFileIsBoundedAndKeepsTheNewest() throws Exception {
    try (VectorCache cache = open("a")) {
      for (int round = 0; round < 40; round++) {
        fill(cache, round * 800, (round + 1) * 800);
        TimeUnit.MILLISECONDS.sleep(30);
      }
    }
    assertThat(Files.size(folder.resolve("vectors.mv"))).isLessThan(MAX_BYTES * 5 / 4);
    try (VectorCache cache = open("a")) {
      waitFor(cache, 2000);
      assertThat(cache.stats().entries()).isBetween(2000L, MAX_BYTES / (4 * DIMENSION));
    }
  }

  /** What was written before stays, and everything that is found is the right vector. */
  @ParameterizedTest
  @ValueSource(longs = {2 << 20, 256 << 20})
  void aServerMayBeKilledAtAnyTime(long maxBytes) throws Exception {
    long next = 0;
    long kept = 0;
    for (int life = 0; life < 2; life++) {
      Process server = start(next, maxBytes);
      try (BufferedReader lines = server.inputReader()) {
        next = lastOf(lines, 25 + 12 * life);
      } finally {
        server.destroyForcibly().waitFor();
      }
      long now = intact(maxBytes);
      assertThat(now).as("after life %d", life).isGreaterThanOrEqualTo(Math.min(kept, 900));
      kept = now;
    }
    assertThat(kept).isPositive();
    assertThat(folder.resolve("vectors.mv.damaged")).doesNotExist();
  }

  /** Vectors in the file, each of which must be one that was put there. */
  private long intact(long maxBytes) throws IOException {
    Map<CacheKey, Long> numbers = new HashMap<>();
    LongStream.range(0, 20_000).forEach(number -> numbers.put(Vectors.key(number), number));
    long[] count = new long[1];
    try (VectorFile file = new VectorFile(new CacheFile(folder, "a", maxBytes))) {
      file.read(
          0,
          (key, vector) -> {
            assertThat(Vectors.isOf(numbers.get(key), vector)).isTrue();
            count[0]++;
          });
    }
    return count[0];
  }

  private static long lastOf(BufferedReader lines, int count) throws IOException {
    String line = "0";
    for (int i = 0; i < count; i++) {
      line = lines.readLine();
    }
    return Long.parseLong(line);
  }

  private Process start(long from, long maxBytes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxDirectMemorySize=512m",
            "-cp",
            System.getProperty("java.class.path"),
            CacheFileWriter.class.getName(),
            folder.toString(),
            "a",
            String.valueOf(from),
            String.valueOf(DIMENSION),
            String.valueOf(maxBytes))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
