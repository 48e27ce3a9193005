package com.tkr.embed.input.prompt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes text segments; remembers the ids of those that come again with every request: the
 * prompt's literal text and the instructions in use. Bounded. Thread-safe.
 */
final class SegmentCache {
  private static final int MAX_SEGMENTS = 256;
  private static final int MAX_CHARACTERS = 4096;

  private final Tokenizer tokenizer;
  private final Map<String, int[]> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, int[]> eldest) {
          return size() > MAX_SEGMENTS;
        }
      };

  SegmentCache(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Ids of a segment that will come again; the caller must not change them. */
  int[] fixed(String segment) {
    if (segment.length() > MAX_CHARACTERS) {
      return tokenizer.encode(segment);
    }
    int @Nullable [] known = get(segment);
    return known != null ? known : put(segment, tokenizer.encode(segment));
  }

  /** Ids of a segment that is likely never seen again. */
  int[] free(String segment) {
    return tokenizer.encode(segment);
  }

  private synchronized int @Nullable [] get(String segment) {
    return recent.get(segment);
  }

  private synchronized int[] put(String segment, int[] ids) {
    recent.put(segment, ids);
    return ids;
  }
}
