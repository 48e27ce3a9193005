package com.tkr.embed.input.prompt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Hugging Face {@code tokenizer.json} taken apart: the special tokens on one side, on the other
 * the same tokenizer without them, so that no text can spell one. Added tokens that are not special
 * stay, as ordinary text may hold them. Truncation, padding and the post-processor are left out:
 * prompt and lengths are not the tokenizer's business here; what the latter adds is told apart.
 */
final class TokenizerJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREES = new ObjectMapper();

  private final Path file;
  private final Map<String, Integer> special = new LinkedHashMap<>();
  private final Map<String, Integer> added = new LinkedHashMap<>();
  private final Map<Integer, String> texts = new HashMap<>();
  private final ByteLevelBpe kind = new ByteLevelBpe();
  private int maxId;
  private int longestToken = 1;
  private AddedIds addedIds = AddedIds.NONE;
  private String plain = "";

  private TokenizerJson(Path file) {
    this.file = file;
  }

  /**
   * Reads the file.
   *
   * @throws ModelLoadFailed when it is missing or damaged, or of another kind than those of the
   *     models here
   */
  static TokenizerJson read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelLoadFailed(file + ": no such file");
    }
    TokenizerJson tokenizer = new TokenizerJson(file);
    try {
      tokenizer.parse();
    } catch (JsonProcessingException e) {
      throw new ModelLoadFailed(file + ": damaged, not JSON " + where(e), e);
    } catch (IOException e) {
      throw new ModelLoadFailed(file + ": cannot be read", e);
    }
    return tokenizer;
  }

  /** Special tokens by their text. */
  Map<String, Integer> special() {
    return special;
  }

  /** Added tokens that are not special, by their text. */
  Map<String, Integer> added() {
    return added;
  }

  /** What its post-processor adds to every text. */
  AddedIds addedIds() {
    return addedIds;
  }

  /** The highest id. */
  int maxId() {
    return maxId;
  }

  /** Bytes of the longest token of the vocabulary. */
  int longestToken() {
    return longestToken;
  }

  /** The JSON of the tokenizer without special tokens. */
  String plain() {
    return plain;
  }

  /** Where in the file the parser stopped. */
  private static String where(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : "at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private void parse() throws IOException {
    StringWriter copy = new StringWriter((int) Math.min(Files.size(file), 1 << 25));
    try (JsonParser in = JSON.createParser(Files.newInputStream(file));
        JsonGenerator out = JSON.createGenerator(copy)) {
      expect(in.nextToken() == JsonToken.START_OBJECT, "not a JSON object");
      out.writeStartObject();
      boolean model = false;
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        model |= "model".equals(in.currentName());
        copyField(in, out);
      }
      out.writeEndObject();
      expect(model, "field \"model\" is missing");
    }
    plain = copy.toString();
    kind.contradiction()
        .ifPresent(
            contradiction -> {
              throw refused(contradiction);
            });
    texts.forEach(this::checkAdded);
  }

  /** The library would give an added token the id that its text has in the vocabulary. */
  private void checkAdded(int id, String text) {
    int asAdded = special.getOrDefault(text, added.getOrDefault(text, id));
    if (asAdded != id) {
      throw damaged("it gives the token %s the ids %d and %d".formatted(text, id, asAdded));
    }
  }

  /** No two tokens have one id. */
  private void claim(int id, String text) {
    expect(id >= 0, "a token's id is negative");
    String other = texts.putIfAbsent(id, text);
    if (other != null && !other.equals(text)) {
      throw damaged("it gives the tokens %s and %s the one id %d".formatted(other, text, id));
    }
    maxId = Math.max(maxId, id);
  }

  private void copyField(JsonParser in, JsonGenerator out) throws IOException {
    String field = in.currentName();
    out.writeFieldName(field);
    in.nextToken();
    switch (field) {
      case "added_tokens" -> copyAddedTokens(in, out);
      case "model" -> copyModel(in, out);
      case "post_processor" -> {
        readPostProcessor(in);
        out.writeNull();
      }
      case "normalizer", "pre_tokenizer" -> kind.step(field, copyTree(in, out));
      case "truncation", "padding" -> {
        in.skipChildren();
        out.writeNull();
      }
      default -> out.copyCurrentStructure(in);
    }
  }

  private static JsonNode copyTree(JsonParser in, JsonGenerator out) throws IOException {
    JsonNode tree = TREES.readTree(in);
    TREES.writeTree(out, tree);
    return tree;
  }

  private void readPostProcessor(JsonParser in) throws IOException {
    try {
      addedIds = AddedIds.of(TREES.readTree(in), special);
    } catch (IllegalArgumentException e) {
      throw damaged("its \"post_processor\" adds a token that has no id");
    }
  }

  private void copyAddedTokens(JsonParser in, JsonGenerator out) throws IOException {
    expect(in.currentToken() == JsonToken.START_ARRAY, "\"added_tokens\" is not an array");
    out.writeStartArray();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      expect(in.currentToken() == JsonToken.START_OBJECT, "an added token is not an object");
      AddedToken token = AddedToken.read(in);
      String content = token.content();
      if (token.id() < 0 || content == null) {
        throw damaged("an added token lacks id or content");
      }
      claim(token.id(), content);
      checkAdded(token.id(), content);
      if (token.special()) {
        if (token.takesNeighbours()) {
          throw refused("the special token " + content + " takes what stands beside it");
        }
        special.put(content, token.id());
      } else {
        added.put(content, token.id());
        longestToken = Math.max(longestToken, content.length());
        token.write(out);
      }
    }
    out.writeEndArray();
  }

  private void copyModel(JsonParser in, JsonGenerator out) throws IOException {
    expect(in.currentToken() == JsonToken.START_OBJECT, "\"model\" is not an object");
    out.writeStartObject();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      out.writeFieldName(field);
      if (in.nextToken() == JsonToken.START_OBJECT && "vocab".equals(field)) {
        copyVocab(in, out);
      } else if (in.currentToken().isScalarValue()) {
        kind.model(field, copyTree(in, out));
      } else {
        out.copyCurrentStructure(in);
      }
    }
    out.writeEndObject();
  }

  /** In a byte-level vocabulary a token's characters are its bytes. */
  private void copyVocab(JsonParser in, JsonGenerator out) throws IOException {
    out.writeStartObject();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String token = in.currentName();
      expect(in.nextToken() == JsonToken.VALUE_NUMBER_INT, "a vocabulary id is not an integer");
      claim(in.getIntValue(), token);
      out.writeNumberField(token, in.getIntValue());
      longestToken = Math.max(longestToken, token.length());
    }
    out.writeEndObject();
  }

  private void expect(boolean condition, String otherwise) {
    if (!condition) {
      throw damaged(otherwise);
    }
  }

  private ModelLoadFailed damaged(String how) {
    return new ModelLoadFailed(file + ": damaged, " + how);
  }

  private ModelLoadFailed refused(String why) {
    return new ModelLoadFailed(
        file + ": " + why + ": take tokenizer.json from the model's own folder");
  }
}
