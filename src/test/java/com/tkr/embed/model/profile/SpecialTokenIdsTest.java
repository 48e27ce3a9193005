package com.tkr.embed.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialTokenIdsTest {
  private static final Recipe ASSUMED =
      new Recipe("Ops-MM-embedding-v1", "a mark", true, 9, Task.EMBED, false, Map.of());
  private static final Recipe OWN =
      new Recipe("mine", "its file", false, 9, Task.EMBED, false, Map.of());
  private static final int PUBLISHED = 151_936;

  @TempDir Path folder;
  private final Map<String, Integer> tokens = new HashMap<>();

  @BeforeEach
  void published() throws IOException {
    tokens.putAll(
        Map.of(
            "<|endoftext|>", 151643,
            "<|im_start|>", 151644,
            "<|im_end|>", 151645,
            "<|vision_start|>", 151652,
            "<|vision_end|>", 151653,
            "<|image_pad|>", 151655,
            "<|video_pad|>", 151656));
    write(
        "config.json",
        "{\"image_token_id\":151655,\"vision_start_token_id\":151652,\"video_token_id\":151656}");
    write(
        "tokenizer_config.json",
        "{\"added_tokens_decoder\":{\"151643\":{\"content\":\"<|endoftext|>\"}}}");
  }

  @Test
  void thePublishedIdsAreServed() {
    assertServed(ASSUMED, PUBLISHED);
    assertServed(OWN, PUBLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "video", "vision_start"})
  void anIdThatConfigContradictsIsRefused(String name) throws IOException {
    write("config.json", "{\"" + name + "_token_id\":151700}");
    assertRefused(OWN, "config.json", name + "_token_id is 151700", "tokenizer.json");
  }

  @Test
  void anIdThatTheTokenizersOwnConfigContradictsIsRefused() throws IOException {
    write(
        "tokenizer_config.json",
        "{\"added_tokens_decoder\":{\"151650\":{\"content\":\"<|im_end|>\"}}}");
    assertRefused(OWN, "tokenizer_config.json", "added_tokens_decoder.151650", "151645");
  }

  @Test
  void otherIdsThanQwen2VlsAreRefusedOfItsVocabulary() {
    tokens.put("<|im_start|>", 151700);
    assertRefused(ASSUMED, "tokenizer.json", "<|im_start|> is 151700", "151644");
    assertServed(OWN, PUBLISHED);
    assertServed(ASSUMED, 320);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<emb>", "<disc_emb>", "<|embed_token|>", "<|embedding|>"})
  void theMarkerOfAnotherRecipeIsRefused(String marker) {
    tokens.put(marker, 151657);
    assertRefused(ASSUMED, "tokenizer.json", marker, "embedding_profile.json");
    assertServed(OWN, PUBLISHED);
  }

  @Test
  void aMarkerOfTheTokenizersOwnConfigIsRefused() throws IOException {
    write(
        "tokenizer_config.json", "{\"added_tokens_decoder\":{\"151657\":{\"content\":\"<emb>\"}}}");
    assertRefused(ASSUMED, "tokenizer_config.json", "added_tokens_decoder.151657 is <emb>");
    assertServed(OWN, PUBLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<tool_call>", "<member>", "<|fim_pad|>"})
  void otherAddedTokensMayBeThere(String token) {
    tokens.put(token, 151657);
    assertServed(ASSUMED, PUBLISHED);
  }

  @Test
  void tokensBesideThePromptsAreRefused() {
    SpecialTokenIds ids = new SpecialTokenIds(folder, tokens, true);
    assertThatThrownBy(() -> ids.check(ASSUMED, PUBLISHED))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("tokenizer.json: post_processor");
    assertThatCode(() -> ids.check(OWN, PUBLISHED)).doesNotThrowAnyException();
  }

  private void assertServed(Recipe recipe, int vocabulary) {
    assertThatCode(() -> new SpecialTokenIds(folder, tokens, false).check(recipe, vocabulary))
        .doesNotThrowAnyException();
  }

  private void assertRefused(Recipe recipe, String... parts) {
    assertThatThrownBy(() -> new SpecialTokenIds(folder, tokens, false).check(recipe, PUBLISHED))
        .isInstanceOf(ModelLoadFailed.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }
}
