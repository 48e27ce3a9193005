package com.tkr.embed.rest.tei;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code {"inputs":".."|[..],"add_special_tokens"}} of {@code /tokenize}. Those are what the
 * tokenizer puts around every text; the rest of the model's prompt is told by nobody. Thread-safe.
 */
@Dependent
public class TokenizeReader {
  /** Of all texts together: each may become three tokens, each token sixty bytes of the answer. */
  static final int CHARACTERS = 65_536;

  private final int most;
  private final JsonReader json;

  @Inject
  public TokenizeReader(RequestLimits limits, Settings settings) {
    most = settings.get(ServerSettings.MAX_INPUTS);
    json = JsonReader.tolerant(limits.textCharacters(), 0);
  }

  /** What is asked. */
  TokenizeRequest read(RequestBody body) {
    List<String> texts = new ArrayList<>();
    boolean[] special = {true};
    json.read(
        body,
        Map.of(
            "inputs", value -> texts.addAll(value.stringOrStrings(most)),
            "add_special_tokens", value -> special[0] = value.bool(),
            "prompt_name",
                value -> {
                  throw Invalid.field(
                      value.name(),
                      "names what stands before a text in the model's prompt, and is no part of"
                          + " its tokens: leave it out");
                }));
    if (texts.isEmpty()) {
      throw Invalid.field("inputs", "must be a text or a list of texts, not empty");
    }
    if (texts.stream().mapToLong(String::length).sum() > CHARACTERS) {
      throw Invalid.limit("inputs", CHARACTERS, "characters together");
    }
    return new TokenizeRequest(texts, special[0]);
  }
}
