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
 * Reads {@code {"inputs":".."|[..]}} of {@code /tokenize}. Special tokens stand in the model's
 * prompt, around a text and never in it, so that {@code add_special_tokens} changes nothing.
 * Thread-safe.
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

  /** The texts. */
  List<String> read(RequestBody body) {
    List<String> texts = new ArrayList<>();
    json.read(
        body,
        Map.of(
            "inputs", value -> texts.addAll(value.stringOrStrings(most)),
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
    return texts;
  }
}
