package com.tkr.embed.embedding.cache;

import java.nio.file.Path;
import java.time.Duration;

/** A server's life in small, for a Java of its own: fills a cache file until it is killed. */
public final class CacheFileWriter {
  private CacheFileWriter() {}

  /** Arguments: folder, revision, first number, dimension, most bytes of the file. */
  public static void main(String[] arguments) throws InterruptedException {
    int dimension = Integer.parseInt(arguments[3]);
    CacheFile file =
        new CacheFile(Path.of(arguments[0]), arguments[1], Long.parseLong(arguments[4]));
    VectorCache cache =
        VectorCache.open(new CacheLimits(dimension, 100_000, 0, Duration.ZERO), file, Thread::new);
    for (long number = Long.parseLong(arguments[2]); ; number++) {
      CachedVector vector = Vectors.random(dimension, number);
      cache.lookup(
          java.util.List.of(Vectors.key(number)),
          indices ->
              java.util.List.of(java.util.concurrent.CompletableFuture.completedFuture(vector)));
      if (number % 64 == 0) {
        System.out.println(number);
        Thread.sleep(20);
      }
    }
  }
}
