package com.tkr.embed.input.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.testing.TinyTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokenizers that would run, and make other tokens than the weights were trained with. */
class TokenizerKindTest {
  @TempDir private Path folder;

  private final TinyTokenizer tiny = new TinyTokenizer();
  private final ObjectNode model = (ObjectNode) tiny.json.get("model");
  private final ArrayNode added = (ArrayNode) tiny.json.get("added_tokens");

  private void assertRefused(String why) {
    tiny.write(folder);
    assertThatThrownBy(() -> Tokenizer.open(folder))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("tokenizer.json: ")
        .hasMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  private ObjectNode step(String name, String inSequence, int index) {
    return (ObjectNode) tiny.json.get(name).get(inSequence).get(index);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WordLevel", "WordPiece", "Unigram"})
  void anotherKindOfModelIsRefused(String type) {
    model.removeAll();
    model.put("type", type).put("unk_token", "a").putObject("vocab").put("a", 0);
    assertRefused(
        "its \"model\" is " + type + ", not the byte-level BPE of Qwen-VL's models: take");
  }

  @Test
  void aModelWithoutATypeIsRefused() {
    model.remove("type");
    assertRefused("its \"model\" is missing, or without a type, not the byte-level BPE");
  }

  @Test
  void optionsThatMakeOtherTokensAreRefused() {
    Map<String, JsonNode> others =
        Map.of(
            "dropout", model.numberNode(0.1),
            "byte_fallback", model.booleanNode(true),
            "continuing_subword_prefix", model.textNode("##"),
            "end_of_word_suffix", model.textNode("</w>"));
    others.forEach(
        (name, value) -> {
          JsonNode before = model.replace(name, value);
          assertRefused("its \"model\" has the option " + name + ", not the byte-level BPE");
          model.set(name, before);
        });
    tiny.write(folder);
    Tokenizer.open(folder).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lowercase", "NFKC", "Strip"})
  void anotherNormalizerIsRefusedAlsoInASequence(String type) {
    tiny.json.putObject("normalizer").put("type", type);
    assertRefused("its \"normalizer\" is " + type + ", not");
    ArrayNode steps =
        tiny.json.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
    steps.addObject().put("type", "NFC");
    steps.addObject().put("type", type);
    assertRefused("its \"normalizer\" is " + type + ", not");
  }

  @Test
  void textsMayBeTakenAsTheyAre() {
    tiny.json.putNull("normalizer");
    tiny.write(folder);
    Tokenizer.open(folder).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Metaspace", "Whitespace", "BertPreTokenizer"})
  void anotherPreTokenizerIsRefusedAlsoInASequence(String type) {
    step("pre_tokenizer", "pretokenizers", 0).removeAll().put("type", type);
    assertRefused("its \"pre_tokenizer\" is " + type + ", not");
    tiny.json.putObject("pre_tokenizer").put("type", type);
    assertRefused("its \"pre_tokenizer\" is " + type + ", not");
  }

  @Test
  void bytesThatAreNotToldApartAreRefused() {
    tiny.json.putNull("pre_tokenizer");
    assertRefused("its \"pre_tokenizer\" is missing, or without a type, not");
  }

  @Test
  void aSpaceThatIsAddedIsRefused() {
    step("pre_tokenizer", "pretokenizers", 1).put("add_prefix_space", true);
    assertRefused("its \"pre_tokenizer\" adds a space before texts, not");
  }

  @Test
  void twoTokensOfOneIdAreRefused() {
    int id = tiny.special("<|im_start|>");
    ((ObjectNode) added.get(TinyTokenizer.SPECIAL.indexOf("<|im_end|>"))).put("id", id);
    assertRefused("it gives the tokens <|im_start|> and <|im_end|> the one id " + id);
  }

  @Test
  void anAddedTokenWithAnIdOfTheVocabularyIsRefused() {
    ((ObjectNode) added.get(0)).put("id", 65);
    assertRefused("<|endoftext|> and A the one id 65");
  }

  @Test
  void twoTokensOfTheVocabularyWithOneIdAreRefused() {
    ((ObjectNode) model.get("vocab")).put("hello", tiny.vocab.get("hell"));
    assertRefused("it gives the tokens hell and hello the one id " + tiny.vocab.get("hell"));
  }

  @Test
  void oneTokenOfTwoIdsIsRefused() {
    ObjectNode again = added.get(0).deepCopy();
    added.add(again.put("id", 1999));
    assertRefused("it gives the token <|endoftext|> the ids ");
  }

  @Test
  void aSpecialTokenThatTakesWhiteSpaceIsRefused() {
    for (String flag : List.of("lstrip", "rstrip", "single_word")) {
      ((ObjectNode) added.get(1)).put(flag, true);
      assertRefused("the special token <|im_start|> takes what stands beside it");
      ((ObjectNode) added.get(1)).put(flag, false);
    }
  }

  @Test
  void mergesOfTokensThatNobodyHasAreRefused() {
    ((ArrayNode) model.get("merges")).add("hello zzz");
    assertRefused("`zzz`");
  }

  @Test
  void aTokenThatTheTemplateNeedsIsNamed() {
    added.remove(TinyTokenizer.SPECIAL.indexOf("<|im_start|>"));
    tiny.write(folder);
    try (Tokenizer tokenizer = Tokenizer.open(folder)) {
      assertThatThrownBy(
              () -> new Prompt("<|im_start|>{images}{text}<|im_end|>", "<|image_pad|>", tokenizer))
          .isInstanceOf(ModelLoadFailed.class)
          .hasMessageContaining("no special token <|im_start|>, which the profile's prompt");
    }
  }
}
