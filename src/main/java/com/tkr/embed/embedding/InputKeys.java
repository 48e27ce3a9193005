package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.CacheKey;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.input.EmbeddingInput;

/** What the cache knows inputs by. */
record InputKeys(CacheKeys keys) {
  CacheKey key(EmbeddingInput input, boolean truncate) {
    return keys.key(
        new CacheKeys.Input(
            input.instruction(),
            input.text(),
            input.images().stream()
                .map(
                    image ->
                        new CacheKeys.Image(
                            image.bytes(), image.exifOrientation(), image.pageNumber()))
                .toList(),
            truncate));
  }
}
