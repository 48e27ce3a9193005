package com.tkr.embed.embedding.cache;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What the cache costs: time per key, per hit and per entry, and the pauses of a full cache. Run it
 * by {@code ./deploy.sh bench measure cache [DIMENSION [VECTORS]]}.
 */
public final class CacheMeasurement {
  private static final AtomicLong PAUSES = new AtomicLong();
  private static final AtomicLong PAUSED = new AtomicLong();
  private static final AtomicLong LONGEST = new AtomicLong();

  private CacheMeasurement() {}

  public static void main(String[] arguments) {
    int dimension = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3584;
    int entries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
    watchPauses();
    keys();
    CacheLimits limits = new CacheLimits(dimension, entries, 0, Duration.ofHours(1));
    try (VectorCache cache = VectorCache.open(limits)) {
      measure(cache, limits, entries);
    }
  }

  private static void keys() {
    CacheKeys keys = new CacheKeys(List.of("revision"), "You are a helpful assistant.", 32768);
    String[] texts = new String[1000];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "a short text of some forty characters " + i;
    }
    CacheKeys.Input[] inputs = new CacheKeys.Input[texts.length];
    for (int i = 0; i < texts.length; i++) {
      inputs[i] = new CacheKeys.Input(null, texts[i], List.of(), CacheKeys.TooLong.CUT);
    }
    long[] sum = new long[1];
    LongConsumer round = i -> sum[0] += keys.key(inputs[(int) (i % inputs.length)]).low();
    time("key of a short text", 3_000_000, round);
    time("key of a short text", 3_000_000, round);
  }

  private static void measure(VectorCache cache, CacheLimits limits, int entries) {
    int dimension = limits.dimension();
    CacheKey[] keys = LongStream.range(0, entries).mapToObj(Vectors::key).toArray(CacheKey[]::new);
    float[] row = Vectors.random(dimension, 1).pooled();
    time("miss, computed and kept", entries, i -> put(cache, keys[(int) i], row));
    print("%s%n", cache.stats());
    pauses("filling");
    CacheKey[] kept =
        java.util.Arrays.stream(keys)
            .filter(key -> cache.lookup(List.of(key), x -> List.of()).hits() == 1)
            .toArray(CacheKey[]::new);
    pauses("checking");
    int near = (int) Math.min(limits.heapEntries() / 2, entries);
    get("hit on the heap", cache, kept, i -> i % near);
    get("hit on the heap", cache, kept, i -> i % near);
    SplittableRandom random = new SplittableRandom(1);
    get("hit anywhere", cache, kept, i -> random.nextInt(kept.length));
    get("hit anywhere", cache, kept, i -> random.nextInt(kept.length));
    pauses("reading");
    Lookup[] lookup = new Lookup[1];
    List<CacheKey> hundred = List.of(kept).subList(0, Math.min(100, near));
    time("lookup of 100 on the heap", 20_000, i -> lookup[0] = cache.lookup(hundred, x -> null));
    time("lookup of 100 on the heap", 20_000, i -> lookup[0] = cache.lookup(hundred, x -> null));
    System.gc();
    pauses("full collection");
    print("%s%n", cache.stats());
  }

  private static void put(VectorCache cache, CacheKey key, float[] row) {
    cache.lookup(
        List.of(key),
        indices ->
            List.of(
                java.util.concurrent.CompletableFuture.completedFuture(
                    CachedVector.of(row.clone(), 1, false))));
  }

  private static void get(String name, VectorCache cache, CacheKey[] keys, IntUnaryOperator which) {
    long[] misses = new long[1];
    time(
        name,
        300_000,
        i -> {
          List<CacheKey> key = List.of(keys[which.applyAsInt((int) i)]);
          misses[0] += cache.lookup(key, x -> null).misses();
        });
    print("    %d of them were not there%n", misses[0]);
  }

  /** In time of this thread on a core: others may be using the machine. */
  private static void time(String name, int rounds, LongConsumer round) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < rounds; i++) {
      round.accept(i);
    }
    long nanos = threads.getCurrentThreadCpuTime() - start;
    print("%-28s %8.0f ns%n", name, nanos / (double) rounds);
  }

  private static void watchPauses() {
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) bean)
          .addNotificationListener((n, x) -> paused((CompositeData) n.getUserData()), null, null);
    }
  }

  private static void paused(CompositeData data) {
    long millis = GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration();
    PAUSES.incrementAndGet();
    PAUSED.addAndGet(millis);
    LONGEST.accumulateAndGet(millis, Math::max);
  }

  private static void pauses(String phase) {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    print(
        "%-28s %d pauses, %d ms together, longest %d ms%n",
        phase, PAUSES.getAndSet(0), PAUSED.getAndSet(0), LONGEST.getAndSet(0));
  }

  private static void print(String format, Object... arguments) {
    System.out.print(String.format(Locale.ROOT, format, arguments));
  }
}
