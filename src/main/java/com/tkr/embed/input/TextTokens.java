package com.tkr.embed.input;

import com.tkr.embed.input.prompt.AroundText;
import com.tkr.embed.input.prompt.TextToken;
import com.tkr.embed.input.prompt.Tokenizer;
import com.tkr.embed.model.profile.ModelProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts and the model's tokens for them, whatever prompt they are to stand in. Thread-safe.
 *
 * @param tokenizer of the checkpoint
 * @param profile says whether its prompt has what the tokenizer puts around every text
 */
public record TextTokens(Tokenizer tokenizer, ModelProfile profile) {
  /** The ids of the added tokens, special or not, by their text. */
  public Map<String, Integer> added() {
    return tokenizer.addedTokens();
  }

  /** Whether the tokenizer's file asks for special tokens that the profile leaves out. */
  public boolean areLeftOut() {
    return tokenizer.addsTokens() && !profile.ending().addSpecialTokens();
  }

  /** What the prompt has around a text of what the tokenizer puts around every text. */
  public AroundText around() {
    return profile.ending().addSpecialTokens() ? tokenizer.aroundText() : AroundText.NOTHING;
  }

  /** The tokens of a text, as it stands in a prompt between special tokens. */
  public List<TextToken> of(String text) {
    return tokenizer.tokens(text);
  }

  /** See {@link Tokenizer#textOf}. */
  public Optional<String> textOf(int[] ids) {
    return tokenizer.textOf(ids);
  }

  /** See {@link Tokenizer#decode}. */
  public String decode(int[] ids, boolean specialToo) {
    return tokenizer.decode(ids, specialToo);
  }

  /** The beginning of a text: all of it, or the characters that so many of its tokens stand for. */
  public String beginning(String text, int tokens) {
    long holds = (long) tokens * tokenizer.longestToken();
    String clipped = text.length() <= holds ? text : clip(text, (int) holds);
    List<TextToken> found = tokenizer.tokens(clipped);
    return found.size() <= tokens
        ? clipped
        : clipped.substring(0, clipped.offsetByCodePoints(0, found.get(tokens).start()));
  }

  /** The first characters, of which the last is whole. */
  static String clip(String text, int characters) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(characters - 1));
    return text.substring(0, splitsPair ? characters - 1 : characters);
  }
}
