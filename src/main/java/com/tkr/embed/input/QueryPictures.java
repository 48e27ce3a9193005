package com.tkr.embed.input;

import com.tkr.embed.model.ImagePixels;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a request's query, decoded and resized with the first document that succeeds, for
 * all of them. Thread-safe: whoever comes meanwhile waits.
 */
public final class QueryPictures {
  private @Nullable List<ImagePixels> pixels;

  /** Makes them unless they are there; a failure leaves that to the next document. */
  synchronized List<ImagePixels> of(Supplier<List<ImagePixels>> made) {
    List<ImagePixels> found = pixels;
    if (found == null) {
      found = made.get();
      pixels = found;
    }
    return found;
  }
}
