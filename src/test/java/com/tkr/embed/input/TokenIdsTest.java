package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.input.prompt.Filling;
import com.tkr.embed.input.prompt.Prompt;
import com.tkr.embed.input.prompt.PromptIds;
import com.tkr.embed.input.prompt.Tokenizer;
import com.tkr.embed.model.profile.ModelProfile;
import com.tkr.embed.testing.ModelInfos;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.PythonOracle;
import com.tkr.embed.testing.QwenVocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Ids of the real Qwen2 vocabulary on a multilingual corpus, as the Python tokenizers give them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenIdsTest {

  private final List<JsonNode> entries = new ArrayList<>();
  private InputPreparer preparer;
  private Tokenizer tokenizer;

  @BeforeAll
  void askPython() throws IOException {
    Path folder = QwenVocabulary.folder();
    Path ids = folder.resolve("ids.json");
    PythonOracle.run("token_ids.py", folder.resolve("tokenizer.json"), QwenVocabulary.CORPUS, ids);
    new ObjectMapper().readTree(ids.toFile()).get("inputs").forEach(entries::add);
    preparer =
        InputPreparer.open(
            ProfiledFolders.ops(folder), ModelInfos.qwen2(), InputLimits.of(new FixedSettings()));
    tokenizer = Tokenizer.open(folder);
  }

  @AfterAll
  void close() {
    preparer.close();
    tokenizer.close();
  }

  @Test
  void theCorpusIsLarge() {
    assertThat(entries).hasSizeGreaterThanOrEqualTo(500);
    assertThat(entries).filteredOn(e -> !e.get("prompt").isNull()).hasSizeGreaterThan(400);
  }

  @Test
  void idsOfATextAloneEqualPythons() {
    for (JsonNode entry : entries) {
      String text = entry.get("text").textValue();

      assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids(entry.get("plain")));
    }
  }

  @Test
  void idsOfTheWholePromptEqualPythons() {
    for (JsonNode entry : entries) {
      if (!entry.get("prompt").isNull()) {
        assertThat(prompt(entry))
            .as(entry.get("text").textValue())
            .isEqualTo(ids(entry.get("prompt")));
      }
    }
  }

  @Test
  void noTextYieldsASpecialToken() {
    for (JsonNode entry : entries) {
      assertThat(Arrays.stream(tokenizer.encode(entry.get("text").textValue())).max().orElse(0))
          .isLessThan(151_643);
    }
  }

  @Test
  void aKnownPromptHasThePublishedIds() {
    EmbeddingInput input = new EmbeddingInput("Hello world", List.of(), null);

    assertThat(preparer.prepare(input, false).modelInput().inputIds())
        .containsExactly(
            151644, 8948, 198, 2610, 525, 264, 10950, 17847, 13, 151645, 198, 151644, 872, 198,
            9707, 1879, 151645, 198, 151644, 77091, 198, 151643);
  }

  @Test
  void aCutPromptIsTheWholeOneWithoutIdsOfTheTextsRightEnd() {
    int suffix = 6;
    ModelProfile profile = preparer.profile();
    Prompt prompt = new Prompt(profile.prompt(), profile.image(), tokenizer);
    List<JsonNode> cuttable =
        entries.stream()
            .filter(e -> !e.get("prompt").isNull() && e.get("plain").size() >= 12)
            .toList();
    assertThat(cuttable).hasSizeGreaterThan(100);
    for (JsonNode entry : cuttable) {
      int[] whole = ids(entry.get("prompt"));
      int limit = whole.length - 7;
      PromptIds cutIds =
          prompt.fill(
              new Filling(
                  entry.get("instruction").textValue(),
                  new Filling.Side(entry.get("text").textValue(), new int[0]),
                  Filling.Side.EMPTY));
      assertThat(cutIds.cut(limit)).isTrue();
      int[] cut = cutIds.toArray();

      assertThat(cut).as(entry.get("text").textValue()).hasSize(limit);
      assertThat(Arrays.copyOf(cut, limit - suffix))
          .isEqualTo(Arrays.copyOf(whole, limit - suffix));
      assertThat(Arrays.copyOfRange(cut, limit - suffix, limit))
          .isEqualTo(Arrays.copyOfRange(whole, whole.length - suffix, whole.length));
    }
  }

  @Test
  void sixteenThreadsGetTheSameIds() throws Exception {
    Callable<Boolean> all =
        () -> {
          idsOfATextAloneEqualPythons();
          idsOfTheWholePromptEqualPythons();
          return true;
        };
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(16, all))) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int[] prompt(JsonNode entry) {
    EmbeddingInput input =
        new EmbeddingInput(
            entry.get("text").textValue(), List.of(), entry.get("instruction").textValue());
    return preparer.prepare(input, false).modelInput().inputIds();
  }

  private static int[] ids(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }
}
