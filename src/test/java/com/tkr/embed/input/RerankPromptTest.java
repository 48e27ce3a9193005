package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.testing.ModelInfos;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.PythonOracle;
import com.tkr.embed.testing.QwenVocabulary;
import com.tkr.embed.testing.RampPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ids of Qwen3-VL-Reranker's prompts in the real vocabulary, by the authors' rules: every
 * combination of instruction, query and document, with both kinds of post-processor.
 */
class RerankPromptTest {
  private static final Map<JsonNode, byte[]> PICTURES = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @Test
  void idsEqualThoseOfTheAuthorsRules() throws IOException {
    PythonOracle.run(
        "rerank_prompts.py",
        QwenVocabulary.folder().resolve("tokenizer.json"),
        QwenVocabulary.CORPUS,
        folder);
    JsonNode entries = new ObjectMapper().readTree(folder.resolve("pairs.json").toFile());
    assertThat(entries).hasSizeGreaterThan(1500);
    for (String form : List.of("byte-level", "template", "sequence")) {
      try (InputPreparer preparer = preparer(form)) {
        StreamSupport.stream(entries.spliterator(), false)
            .filter(entry -> entry.get("form").asText().equals(form))
            .forEach(entry -> assertIds(preparer, entry));
      }
    }
  }

  @Test
  void aQueryThatLeavesADocumentNoRoomIsRefused() throws IOException {
    idsEqualThoseOfTheAuthorsRules();
    try (InputPreparer preparer = preparer("byte-level")) {
      Content query = new Content("long words of a text ".repeat(3000), List.of());
      EmbeddingInput pair =
          new EmbeddingInput(new Content("short", List.of()), query, null, "documents[0]");
      assertThatThrownBy(() -> preparer.prepare(pair, true))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining(
              " tokens with its prompt and its query, the model takes 10245, and its text is too");
    }
  }

  private InputPreparer preparer(String form) {
    return InputPreparer.open(
        ProfiledFolders.as("qwen3-vl-reranker", folder.resolve(form)),
        ModelInfos.qwen3(),
        InputLimits.of(new FixedSettings()));
  }

  private static void assertIds(InputPreparer preparer, JsonNode entry) {
    EmbeddingInput input =
        new EmbeddingInput(
            content(entry.get("document")),
            content(entry.get("query")),
            entry.get("instruction").textValue(),
            "documents[0]");
    int[] expected =
        StreamSupport.stream(entry.get("ids").spliterator(), false)
            .mapToInt(JsonNode::intValue)
            .toArray();
    String what = entry.get("form") + " " + clipped(input.text()) + " " + entry.get("query");
    assertThat(preparer.prepare(input, true).modelInput().inputIds()).as(what).isEqualTo(expected);
    if (expected.length == 10_245) {
      assertThatThrownBy(() -> preparer.prepare(input, false))
          .as(what)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("10245");
    }
  }

  private static Content content(JsonNode side) {
    return new Content(
        side.get("text").textValue(),
        StreamSupport.stream(side.get("pictures").spliterator(), false)
            .map(
                size ->
                    new EncodedImage(PICTURES.computeIfAbsent(size, RerankPromptTest::png), false))
            .toList());
  }

  private static String clipped(String text) {
    return text.substring(0, Math.min(40, text.length()));
  }

  private static byte[] png(JsonNode size) {
    return RampPictures.png(size.get(0).asInt(), size.get(1).asInt());
  }
}
