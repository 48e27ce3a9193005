package com.tkr.embed.input;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.ImagePreparer.Accepted;
import com.tkr.embed.model.ImagePixels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The pictures of an input whose headers were accepted.
 *
 * @param query of the query, which come first in the prompt
 * @param content of what is embedded or scored
 */
record AcceptedPictures(List<Accepted> query, List<Accepted> content) {
  /** What a failure of the query is told of. */
  static final String QUERY = "query";

  static AcceptedPictures of(Content query, Content content, ImagePreparer images) {
    return new AcceptedPictures(
        ofQuery(() -> images.accept(query.images())), images.accept(content.images()));
  }

  /** Decoded and resized, in the order of the prompt. */
  List<ImagePixels> pixels(ImagePreparer images, Preparation preparation) {
    Cancellation cancellation = preparation.cancellation();
    List<ImagePixels> pixels =
        new ArrayList<>(
            preparation.query().of(() -> ofQuery(() -> images.pixels(query, cancellation))));
    pixels.addAll(images.pixels(content, cancellation));
    return List.copyOf(pixels);
  }

  boolean isEmpty() {
    return query.isEmpty() && content.isEmpty();
  }

  /** Does what fails as a matter of the query's. */
  static <T> T ofQuery(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInput e) {
      throw named(e);
    }
  }

  private static EmbeddingException named(InvalidInput e) {
    Map<String, Object> details = new HashMap<>(e.details());
    details.put("field", QUERY);
    return new InvalidInput(e.code(), QUERY + ": " + e.getMessage(), details);
  }
}
