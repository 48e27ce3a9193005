package com.tkr.embed.model.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.tkr.embed.model.AnswerTokens;
import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of the answers, by the vocabulary of {@code tokenizer.json}; reads no more of it. */
record AnswerVocabulary(Path folder, AnswerWords words) {
  private static final String SCORE_MODULE = "\\d+_LogitScore";

  /**
   * The ids.
   *
   * @throws ModelLoadFailed when the vocabulary lacks one, or a module of sentence-transformers
   *     names others
   */
  AnswerTokens tokens() {
    Path file = folder.resolve("tokenizer.json");
    JsonFile.requireRegular(file);
    Map<String, Integer> ids = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      enter(json, "model");
      enter(json, "vocab");
      collect(json, ids);
    } catch (IOException e) {
      throw new ModelLoadFailed(file + ": cannot be read", e);
    }
    AnswerTokens tokens = new AnswerTokens(id(file, words.yes(), ids), id(file, words.no(), ids));
    CheckpointFolder.folders(folder).stream()
        .filter(name -> name.matches(SCORE_MODULE))
        .forEach(name -> agree(folder.resolve(name), tokens));
    return tokens;
  }

  /** Goes to the value of a field of the object that is open or about to be. */
  private static void enter(JsonParser json, String field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.nextToken();
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      if (name.equals(field)) {
        return;
      }
      json.skipChildren();
    }
  }

  private void collect(JsonParser json, Map<String, Integer> ids) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    for (String token = json.nextFieldName(); token != null; token = json.nextFieldName()) {
      int id = json.nextIntValue(-1);
      if (token.equals(words.yes()) || token.equals(words.no())) {
        ids.put(token, id);
      }
    }
  }

  private static int id(Path file, String word, Map<String, Integer> ids) {
    @Nullable Integer id = ids.get(word);
    if (id == null || id < 0) {
      throw new ModelLoadFailed(
          file
              + ": has no token \""
              + word
              + "\", of whose logit scores are made: take it from the model's own folder");
    }
    return id;
  }

  private static void agree(Path module, AnswerTokens tokens) {
    JsonFile.object(module.resolve("config.json"))
        .ifPresent(
            config -> {
              config.require("true_token_id", tokens.yes(), CheckpointFolder.NO_WAY);
              config.require("false_token_id", tokens.no(), CheckpointFolder.NO_WAY);
            });
  }
}
