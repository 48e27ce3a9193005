package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.CacheKey;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.input.Content;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.Truncate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the cache knows inputs by. */
record InputKeys(CacheKeys keys) {
  /** The keys of a request's inputs, in their order. */
  List<CacheKey> of(EmbeddingRequest request) {
    OfRequest ofRequest = new OfRequest(tooLong(request.truncate()));
    List<CacheKey> found = new ArrayList<>(request.inputs().size());
    request.inputs().forEach(input -> found.add(keys.key(ofRequest.input(input))));
    return found;
  }

  private static CacheKeys.TooLong tooLong(Truncate truncate) {
    return switch (truncate) {
      case NONE -> CacheKeys.TooLong.REFUSED;
      case START -> CacheKeys.TooLong.CUT_AT_START;
      case END -> CacheKeys.TooLong.CUT;
    };
  }

  /** A file is read once, in however many inputs of the request it stands: query, pages. */
  private static final class OfRequest {
    private final CacheKeys.TooLong tooLong;
    private final Map<byte[], byte[]> hashes = new IdentityHashMap<>(0);

    OfRequest(CacheKeys.TooLong tooLong) {
      this.tooLong = tooLong;
    }

    CacheKeys.Input input(EmbeddingInput input) {
      return new CacheKeys.Input(
          input.instruction(),
          content(input.content()),
          Optional.ofNullable(input.query()).map(this::content),
          tooLong);
    }

    private CacheKeys.Content content(Content content) {
      return new CacheKeys.Content(
          content.text(), content.images().stream().map(this::image).toList());
    }

    /** Of one that is still to be fetched or opened the bytes here say nothing: it has no key. */
    private CacheKeys.Image image(EncodedImage image) {
      if (!image.isThere()) {
        throw new IllegalStateException("A picture was not fetched or opened");
      }
      byte[] hash = hashes.computeIfAbsent(image.bytes(), CacheKeys::sha256);
      return new CacheKeys.Image(
          hash, image.exifOrientation(), image.pageNumber(), image.rendering());
    }
  }
}
