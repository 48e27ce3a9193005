package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.CacheKey;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.input.Content;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import java.util.Optional;

/** What the cache knows inputs by. */
record InputKeys(CacheKeys keys) {
  CacheKey key(EmbeddingInput input, Truncate truncate) {
    return keys.key(
        new CacheKeys.Input(
            input.instruction(),
            content(input.content()),
            Optional.ofNullable(input.query()).map(InputKeys::content),
            tooLong(truncate)));
  }

  private static CacheKeys.TooLong tooLong(Truncate truncate) {
    return switch (truncate) {
      case NONE -> CacheKeys.TooLong.REFUSED;
      case START -> CacheKeys.TooLong.CUT_AT_START;
      case END -> CacheKeys.TooLong.CUT;
    };
  }

  private static CacheKeys.Content content(Content content) {
    return new CacheKeys.Content(
        content.text(),
        content.images().stream()
            .map(
                image ->
                    new CacheKeys.Image(image.bytes(), image.exifOrientation(), image.pageNumber()))
            .toList());
  }
}
