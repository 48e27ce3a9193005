package com.tkr.embed.embedding;

import com.tkr.embed.cache.CacheInput;
import com.tkr.embed.cache.CacheKey;
import com.tkr.embed.cache.CacheKeys;
import com.tkr.embed.input.EmbeddingInput;

/** What the cache knows inputs by. */
record InputKeys(CacheKeys keys) {
  CacheKey key(EmbeddingInput input, boolean truncate) {
    return keys.key(
        new CacheInput(
            input.instruction(),
            input.text(),
            input.images().stream()
                .map(image -> new CacheInput.Image(image.bytes(), image.exifOrientation()))
                .toList(),
            truncate));
  }
}
