package com.tkr.embed.embedding.cache;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.core.InternalCache;
import org.ehcache.core.config.DefaultConfiguration;
import org.ehcache.core.internal.statistics.DefaultCacheStatistics;
import org.ehcache.core.statistics.TierStatistics;
import org.ehcache.expiry.ExpiryPolicy;
import org.ehcache.impl.internal.TimeSourceConfiguration;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.ehcache.jsr107.config.ConfigurationElementState;
import org.ehcache.jsr107.config.Jsr107CacheConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in Ehcache behind JCache: on the heap by reference where they all fit there, else outside
 * it with the ones used last in front. The least recently used go first, about.
 */
final class EhcacheStore implements VectorStore {
  private static final System.Logger LOG = System.getLogger(EhcacheStore.class.getName());
  private static final AtomicLong OPENED = new AtomicLong();
  private static final String NAME = "vectors";

  private CacheLimits limits;
  private final CacheManager manager;
  private final Cache<CacheKey, CachedVector> cache;
  private final DefaultCacheStatistics statistics;

  EhcacheStore(CacheLimits limits, InstantSource clock) {
    this.limits = limits;
    this.manager = manager(clock);
    this.cache = create();
    this.statistics =
        new DefaultCacheStatistics((InternalCache<?, ?>) cache.unwrap(org.ehcache.Cache.class));
  }

  Duration timeToLive() {
    return limits.timeToLive();
  }

  @Override
  public @Nullable CachedVector get(CacheKey key) {
    try {
      return cache.get(key);
    } catch (IllegalStateException e) {
      if (cache.isClosed()) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public void put(CacheKey key, CachedVector vector) {
    cache.put(key, vector);
  }

  @Override
  public Usage usage() {
    Map<String, TierStatistics> tiers = statistics.getTierStatistics();
    TierStatistics heap = Objects.requireNonNull(tiers.get("OnHeap"));
    TierStatistics offHeap = tiers.get("OffHeap");
    TierStatistics all = offHeap == null ? heap : offHeap;
    long bytes =
        heap.getMappings() * limits.heapEntryBytes()
            + (offHeap == null ? 0 : offHeap.getOccupiedByteSize());
    boolean onHeap = offHeap == null;
    return new Usage(
        all.getMappings(),
        bytes,
        all.getEvictions(),
        statistics.getCacheExpirations(),
        limits.entries(),
        limits.heapEntries() * limits.heapEntryBytes() + (onHeap ? 0 : limits.offHeapBytes()));
  }

  @Override
  public void clear() {
    cache.clear();
  }

  @Override
  public void close() {
    manager.close();
  }

  /** A manager of its own: the provider is shared by all that runs in this Java. */
  private static CacheManager manager(InstantSource clock) {
    ClassLoader loader = EhcacheStore.class.getClassLoader();
    EhcacheCachingProvider provider =
        (EhcacheCachingProvider)
            Caching.getCachingProvider(EhcacheCachingProvider.class.getName(), loader);
    return provider.getCacheManager(
        URI.create("urn:tkr-embed:cache:" + OPENED.incrementAndGet()),
        new DefaultConfiguration(loader, new TimeSourceConfiguration(clock::millis)));
  }

  private Cache<CacheKey, CachedVector> create() {
    if (limits.fitsHeap()) {
      return create(heap());
    }
    try {
      return create(heap().offheap(limits.offHeapBytes(), MemoryUnit.B));
    } catch (RuntimeException | OutOfMemoryError e) {
      warn(e);
      limits = limits.onHeap();
      return create(heap());
    }
  }

  private void warn(Throwable cause) {
    LOG.log(
        Level.WARNING,
        "No memory for a cache of {0} MiB outside the heap; it holds {1} vectors on the heap"
            + " instead. Lower EMBEDDING_CACHE_SIZE or raise -XX:MaxDirectMemorySize.",
        limits.offHeapBytes() >> 20,
        limits.onHeap().entries());
    LOG.log(Level.DEBUG, "Cause", cause);
  }

  private ResourcePoolsBuilder heap() {
    return ResourcePoolsBuilder.newResourcePoolsBuilder()
        .heap(limits.heapEntries(), EntryUnit.ENTRIES);
  }

  private Cache<CacheKey, CachedVector> create(ResourcePoolsBuilder pools) {
    return manager.createCache(
        NAME,
        Eh107Configuration.fromEhcacheCacheConfiguration(
            CacheConfigurationBuilder.newCacheConfigurationBuilder(
                    CacheKey.class, CachedVector.class, pools)
                .withKeySerializer(new VectorSerializer.Keys())
                .withValueSerializer(new VectorSerializer())
                .withService(
                    new Jsr107CacheConfiguration(
                        ConfigurationElementState.DISABLED, ConfigurationElementState.DISABLED))
                .withExpiry(expiry(limits.timeToLive()))));
  }

  private static ExpiryPolicy<Object, Object> expiry(Duration timeToLive) {
    return timeToLive.isZero()
        ? ExpiryPolicyBuilder.noExpiration()
        : ExpiryPolicyBuilder.timeToLiveExpiration(timeToLive);
  }
}
