package com.tkr.embed.rest.codec;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.NearestName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names a request may use, each once; refuses others and says what was meant. */
public final class KnownNames {
  /** Letters of a name that a message repeats at most. */
  private static final int SHOWN = 64;

  private final String kind;
  private final Collection<String> known;
  private final Set<String> seen = new HashSet<>();

  /**
   * @param kind what a name is: field, part or query parameter
   * @param known the names
   */
  public KnownNames(String kind, Collection<String> known) {
    this.kind = kind;
    this.known = known;
  }

  /** Refuses an unknown name. */
  public void require(String name) {
    if (!known.contains(name)) {
      throw unknown(name);
    }
  }

  /** Refuses an unknown name, and a known one that was used before. */
  public void requireOnce(String name) {
    require(name);
    if (!seen.add(name)) {
      throw Invalid.repeated(name);
    }
  }

  private EmbeddingException unknown(String name) {
    String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
    String hint =
        NearestName.of(name, known)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Known: " + String.join(", ", new TreeSet<>(known)) + ".");
    return new EmbeddingException(
        ErrorCode.VALIDATION_ERROR,
        "Unknown " + kind + " \"" + shown + "\". " + hint,
        Map.of("field", shown));
  }
}
