package com.tkr.embed.input.prompt;

import com.tkr.embed.input.prompt.PromptPart.Literal;
import com.tkr.embed.input.prompt.PromptPart.Slot;
import com.tkr.embed.input.prompt.PromptPart.Special;
import com.tkr.embed.model.ModelLoadFailed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a profile's prompt into parts: at the tokenizer's special tokens, longest first as Hugging
 * Face matches them, and at the slots.
 */
final class PromptParser {
  private static final Pattern TOKEN_LIKE = Pattern.compile("<\\|[^|<>]*\\|>");

  private final Map<String, Integer> special;
  private final List<PromptPart> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();

  PromptParser(Map<String, Integer> special) {
    this.special = special;
  }

  /**
   * The parts of a prompt.
   *
   * @throws ModelLoadFailed when it names a token that the tokenizer lacks
   */
  static List<PromptPart> parse(String prompt, Map<String, Integer> special) {
    return new PromptParser(special).parse(prompt);
  }

  private List<PromptPart> parse(String prompt) {
    int at = 0;
    while (at < prompt.length()) {
      at = next(prompt, at);
    }
    endLiteral();
    return List.copyOf(parts);
  }

  private int next(String prompt, int at) {
    for (Slot slot : Slot.values()) {
      if (prompt.startsWith(slot.literal(), at)) {
        add(slot);
        return at + slot.literal().length();
      }
    }
    Optional<Map.Entry<String, Integer>> token = specialAt(prompt, at);
    if (token.isPresent()) {
      add(new Special(token.get().getValue()));
      return at + token.get().getKey().length();
    }
    literal.append(prompt.charAt(at));
    return at + 1;
  }

  private Optional<Map.Entry<String, Integer>> specialAt(String prompt, int at) {
    return special.entrySet().stream()
        .filter(token -> prompt.startsWith(token.getKey(), at))
        .max(Comparator.comparingInt(token -> token.getKey().length()));
  }

  private void add(PromptPart part) {
    endLiteral();
    parts.add(part);
  }

  private void endLiteral() {
    Matcher unknown = TOKEN_LIKE.matcher(literal);
    if (unknown.find()) {
      throw new ModelLoadFailed(
          "tokenizer.json: no special token "
              + unknown.group()
              + ", which the profile's prompt is made with");
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
