package com.tkr.embed.embedding.cache;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A store whose vectors outlive the server: a thread of its own reads them back at the start and
 * writes new ones behind. Nobody waits for the disk: where it cannot keep up, vectors are not
 * written. One that was read back lives for a whole time-to-live again, and is not read back when
 * it is older than that.
 */
final class PersistentStore implements VectorStore {
  private static final System.Logger LOG = System.getLogger(PersistentStore.class.getName());
  private static final int WAITING = 1024;
  private static final long PAUSE_MILLIS = 200;
  private static final long CLOSE_MILLIS = 10_000;

  private final VectorStore memory;
  private final CacheFile file;
  private final Duration timeToLive;
  private final InstantSource clock;
  private final BlockingQueue<Entry> unwritten = new ArrayBlockingQueue<>(WAITING);
  private final Thread writer;
  private volatile boolean closed;
  private volatile boolean failed;
  private volatile boolean clearing;

  private record Entry(CacheKey key, CachedVector vector) {}

  PersistentStore(EhcacheStore memory, CacheFile file, InstantSource clock, ThreadFactory threads) {
    this.memory = memory;
    this.file = file;
    this.timeToLive = memory.timeToLive();
    this.clock = clock;
    this.writer = threads.newThread(this::run);
    writer.setDaemon(true);
    writer.setName("cache-file");
    writer.start();
  }

  @Override
  public @Nullable CachedVector get(CacheKey key) {
    return memory.get(key);
  }

  @Override
  public void put(CacheKey key, CachedVector vector) {
    memory.put(key, vector);
    if (!failed && !closed) {
      unwritten.offer(new Entry(key, vector));
    }
  }

  @Override
  public Usage usage() {
    return memory.usage();
  }

  /** The file is emptied behind, within a second. */
  @Override
  public void clear() {
    unwritten.clear();
    clearing = true;
    memory.clear();
  }

  /** Writes what waits, within seconds. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    memory.close();
  }

  private void run() {
    try (VectorFile vectors = new VectorFile(file)) {
      read(vectors);
      while (!closed) {
        write(vectors);
      }
      write(vectors);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      LOG.log(
          Level.WARNING,
          "{0}: vectors are not written any more until the next start; is another server using the"
              + " folder, or the disk full?",
          file.path());
      LOG.log(Level.DEBUG, "Cause", e);
    } finally {
      failed = true;
      unwritten.clear();
    }
  }

  private void read(VectorFile vectors) throws IOException {
    long start = System.nanoTime();
    int[] count = new int[1];
    vectors.read(
        timeToLive.isZero() ? 0 : clock.millis() - timeToLive.toMillis(),
        (key, vector) -> {
          if (!closed && !clearing) {
            memory.put(key, vector);
            count[0]++;
          }
        });
    LOG.log(
        Level.INFO,
        "{0} cached vectors read back in {1} ms",
        count[0],
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  private void write(VectorFile vectors) {
    if (clearing) {
      clearing = false;
      vectors.clear();
    }
    List<Entry> entries = new ArrayList<>();
    unwritten.drainTo(entries);
    entries.forEach(entry -> vectors.append(clock.millis(), entry.key(), entry.vector()));
    if (!entries.isEmpty()) {
      vectors.commit();
    }
    if (entries.size() < WAITING / 4) {
      pause();
    }
  }

  private void pause() {
    try {
      if (!closed) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
