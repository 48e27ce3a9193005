package com.tkr.embed.embedding.cache;

import org.jspecify.annotations.Nullable;

/** Where computed vectors are kept, within bounds. Thread-safe. */
interface VectorStore extends AutoCloseable {
  /** Keeps nothing. */
  VectorStore NONE =
      new VectorStore() {
        @Override
        public @Nullable CachedVector get(CacheKey key) {
          return null;
        }

        @Override
        public void put(CacheKey key, CachedVector vector) {}

        @Override
        public Usage usage() {
          return new Usage(0, 0, 0, 0, 0, 0);
        }

        @Override
        public void clear() {}

        @Override
        public void close() {}
      };

  /**
   * What is kept.
   *
   * @param entries vectors kept now
   * @param bytes memory they take, about
   * @param evictions vectors dropped to make room
   * @param expirations vectors dropped for their age
   * @param maxEntries the bound in vectors; 0 when nothing is kept
   * @param maxBytes the bound in bytes; 0 when nothing is kept
   */
  record Usage(
      long entries, long bytes, long evictions, long expirations, long maxEntries, long maxBytes) {}

  /** The vector of a key, or {@code null}. */
  @Nullable CachedVector get(CacheKey key);

  void put(CacheKey key, CachedVector vector);

  Usage usage();

  void clear();

  @Override
  void close();
}
