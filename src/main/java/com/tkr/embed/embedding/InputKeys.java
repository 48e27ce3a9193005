package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.CacheKey;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.input.Content;
import com.tkr.embed.input.EmbeddingInput;
import java.util.Optional;

/** What the cache knows inputs by. */
record InputKeys(CacheKeys keys) {
  CacheKey key(EmbeddingInput input, boolean truncate) {
    return keys.key(
        new CacheKeys.Input(
            input.instruction(),
            content(input.content()),
            Optional.ofNullable(input.query()).map(InputKeys::content),
            truncate));
  }

  private static CacheKeys.Content content(Content content) {
    return new CacheKeys.Content(
        content.text(),
        content.images().stream()
            .map(image -> new CacheKeys.Image(image.bytes(), image.exifOrientation()))
            .toList());
  }
}
