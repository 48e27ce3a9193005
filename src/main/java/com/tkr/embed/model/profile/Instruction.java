package com.tkr.embed.model.profile;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands in a prompt's {@code {instruction}}.
 *
 * @param byDefault where a request brings none
 * @param form in which either goes in
 * @param prompts those that the model's authors give for a kind of input, by its name: {@code
 *     query}, {@code document}, {@code classification}, {@code clustering}, {@code similarity}, or
 *     any other that requests may ask for
 */
public record Instruction(String byDefault, Form form, Map<String, String> prompts) {
  /** What Python's {@code str.strip} takes. */
  private static final Pattern AROUND =
      Pattern.compile("(?U)\\A[\\s\\x1C-\\x1F]+|[\\s\\x1C-\\x1F]+\\z");

  private static final Pattern UNFINISHED = Pattern.compile("(?s).*\\P{P}");

  public Instruction {
    prompts = Map.copyOf(prompts);
  }

  /** One of a model that has no prompts by name. */
  public Instruction(String byDefault, Form form) {
    this(byDefault, form, Map.of());
  }

  /** What is done to an instruction. */
  public enum Form {
    /** Nothing. */
    AS_GIVEN,
    /** An empty one stands for the default. */
    NOT_EMPTY,
    /** White space around it goes, and a full stop comes unless it ends in punctuation. */
    SENTENCE;

    /** How a profile calls it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The one that a prompt is filled with; as a sentence, an empty one, or one of white space alone,
   * stands for the default.
   */
  public String of(Optional<String> asked) {
    return asked
        .map(this::formed)
        .filter(text -> form == Form.AS_GIVEN || !text.isEmpty())
        .orElseGet(() -> formed(byDefault));
  }

  private String formed(String instruction) {
    if (form != Form.SENTENCE) {
      return instruction;
    }
    String stripped = AROUND.matcher(instruction).replaceAll("");
    return UNFINISHED.matcher(stripped).matches() ? stripped + "." : stripped;
  }
}
