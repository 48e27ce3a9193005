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
 * Ids of Qwen3-VL-Embedding's prompts in the real vocabulary, by the authors' rules: every
 * combination of instruction, text and pictures, with both kinds of post-processor.
 */
class Qwen3PromptTest {
  private static final Map<JsonNode, byte[]> PICTURES = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @Test
  void idsEqualThoseOfTheAuthorsRules() throws IOException {
    PythonOracle.run(
        "qwen3_prompts.py",
        QwenVocabulary.folder().resolve("tokenizer.json"),
        QwenVocabulary.CORPUS,
        folder);
    JsonNode entries = new ObjectMapper().readTree(folder.resolve("prompts.json").toFile());
    assertThat(entries).hasSizeGreaterThan(1500);
    for (String form : List.of("byte-level", "template", "sequence")) {
      try (InputPreparer preparer = preparer(form)) {
        StreamSupport.stream(entries.spliterator(), false)
            .filter(entry -> entry.get("form").asText().equals(form))
            .forEach(entry -> assertIds(preparer, entry));
      }
    }
  }

  private InputPreparer preparer(String form) {
    return InputPreparer.open(
        ProfiledFolders.as("qwen3-vl-embedding", folder.resolve(form)),
        ModelInfos.qwen3(),
        InputLimits.of(new FixedSettings()));
  }

  private static void assertIds(InputPreparer preparer, JsonNode entry) {
    EmbeddingInput input =
        new EmbeddingInput(
            entry.get("text").textValue(),
            StreamSupport.stream(entry.get("pictures").spliterator(), false)
                .map(
                    size ->
                        new EncodedImage(
                            PICTURES.computeIfAbsent(size, Qwen3PromptTest::png), false))
                .toList(),
            entry.get("instruction").textValue());
    int[] expected =
        StreamSupport.stream(entry.get("ids").spliterator(), false)
            .mapToInt(JsonNode::intValue)
            .toArray();
    String what = entry.get("form") + " " + clipped(input.text()) + " " + input.instruction();
    assertThat(preparer.prepare(input, true).modelInput().inputIds()).as(what).isEqualTo(expected);
    if (expected.length == 8192) {
      assertThatThrownBy(() -> preparer.prepare(input, false))
          .as(what)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("8192");
    }
  }

  private static String clipped(String text) {
    return text.substring(0, Math.min(40, text.length()));
  }

  private static byte[] png(JsonNode size) {
    return RampPictures.png(size.get(0).asInt(), size.get(1).asInt());
  }
}
