package com.tkr.embed.model.profile;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands in a prompt's {@code {instruction}}.
 *
 * @param byDefault where a request brings none
 * @param form in which the one of a request goes in
 */
public record Instruction(String byDefault, Form form) {
  /** What Python's {@code str.strip} takes. */
  private static final Pattern AROUND =
      Pattern.compile("(?U)\\A[\\s\\x1C-\\x1F]+|[\\s\\x1C-\\x1F]+\\z");

  private static final Pattern UNFINISHED = Pattern.compile("(?s).*\\P{P}");

  /** What is done to a request's instruction. */
  public enum Form {
    /** Nothing. */
    AS_GIVEN,
    /** White space around it goes, and a full stop comes unless it ends in punctuation. */
    SENTENCE;

    /** How a profile calls it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The one that a prompt is filled with. */
  public String of(Optional<String> asked) {
    return asked.map(this::formed).orElse(byDefault);
  }

  private String formed(String asked) {
    if (form == Form.AS_GIVEN) {
      return asked;
    }
    String stripped = AROUND.matcher(asked).replaceAll("");
    return UNFINISHED.matcher(stripped).matches() ? stripped + "." : stripped;
  }
}
