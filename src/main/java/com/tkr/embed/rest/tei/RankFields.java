package com.tkr.embed.rest.tei;

import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of {@code /rerank} that TEI's clients send beside {@code query} and {@code truncate}:
 * {@code texts}, {@code truncation_direction}, {@code raw_scores} and {@code return_text}, as they
 * are read.
 */
public final class RankFields {
  private final int most;
  private final Runnable found;
  private boolean present;
  private List<String> texts = List.of();
  private Truncate side = Truncate.END;
  private boolean raw;
  private boolean withText;

  /**
   * @param most texts at most
   * @param found is told that the body has one of these fields, before that is read
   */
  public RankFields(int most, Runnable found) {
    this.most = most;
    this.found = found;
  }

  public Map<String, FieldReader> readers() {
    Map<String, FieldReader> readers = new HashMap<>();
    own().forEach((name, reader) -> readers.put(name, seen(reader)));
    return readers;
  }

  private Map<String, FieldReader> own() {
    return Map.of(
        "texts", value -> texts = value.strings(most),
        "truncation_direction", value -> side = TeiOptions.side(value),
        "raw_scores", value -> raw = value.bool(),
        "return_text", value -> withText = value.bool());
  }

  private FieldReader seen(FieldReader reader) {
    return value -> {
      present = true;
      found.run();
      reader.read(value);
    };
  }

  /** Whether the body is one of TEI's. */
  public boolean isPresent() {
    return present;
  }

  /** The texts to be scored. */
  public List<String> texts() {
    if (texts.isEmpty()) {
      throw Invalid.field("texts", "is required");
    }
    return texts;
  }

  /**
   * What is done to a text over the model's length.
   *
   * @param cut whether it is cut
   */
  public Truncate truncate(boolean cut) {
    return cut ? side : Truncate.NONE;
  }

  /** Whether scores are told as logits, not as probabilities. */
  boolean raw() {
    return raw;
  }

  /** Whether the answer repeats the texts. */
  boolean withText() {
    return withText;
  }
}
