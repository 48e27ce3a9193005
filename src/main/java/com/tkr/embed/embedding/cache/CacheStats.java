package com.tkr.embed.embedding.cache;

/**
 * The cache at one moment.
 *
 * @param entries vectors kept
 * @param bytes memory they take, about
 * @param hits inputs whose vectors were there
 * @param misses inputs whose vectors were not there
 * @param coalesced those misses that waited for a computation under way instead of their own
 * @param evictions vectors dropped to make room
 * @param expirations vectors dropped for their age
 * @param computing inputs being computed now
 * @param maxEntries the bound in vectors; 0 when nothing is kept
 * @param maxBytes the bound in bytes; 0 when nothing is kept
 */
public record CacheStats(
    long entries,
    long bytes,
    long hits,
    long misses,
    long coalesced,
    long evictions,
    long expirations,
    long computing,
    long maxEntries,
    long maxBytes) {}
