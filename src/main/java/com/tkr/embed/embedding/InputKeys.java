package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.CacheKey;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;

/** What the cache knows inputs by. */
record InputKeys(CacheKeys keys) {
  CacheKey key(EmbeddingInput input, Truncate truncate) {
    return keys.key(
        new CacheKeys.Input(
            input.instruction(),
            input.text(),
            input.images().stream()
                .map(image -> new CacheKeys.Image(image.bytes(), image.exifOrientation()))
                .toList(),
            tooLong(truncate)));
  }

  private static CacheKeys.TooLong tooLong(Truncate truncate) {
    return switch (truncate) {
      case NONE -> CacheKeys.TooLong.REFUSED;
      case START -> CacheKeys.TooLong.CUT_AT_START;
      case END -> CacheKeys.TooLong.CUT;
    };
  }
}
