package com.tkr.embed.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.Positions;
import com.tkr.embed.model.Task;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelProfileTest {
  private static final String VALID =
      """
      {"name":"n","demonstration":true,"prompt":"<|im_start|>{instruction}{images}{text}<|im_end|>",
       "image":"<|image_pad|>","default_instruction":"d","min_pixels":1,"max_pixels":2,
       "max_length":3}
      """;

  private static final String LIMITS = "\"min_pixels\":1,\"max_pixels\":2";

  @TempDir Path folder;

  @Test
  void opsMmEmbeddingV1ResizesToItsTokensAndStaysThere() {
    ModelProfile profile = known("ops-mm-embedding-v1");

    assertThat(profile.name()).isEqualTo("Ops-MM-embedding-v1");
    assertThat(profile.demonstration()).isFalse();
    assertThat(profile.pictures().resize())
        .containsExactly(
            stage(256 * 784, 1280 * 784, OptionalInt.of(200)),
            stage(256 * 784, 1280 * 784, OptionalInt.empty()));
    assertThat(profile.positions()).isEqualTo(Positions.MROPE);
    assertThat(profile.maxLength()).isEqualTo(32768);
    assertThat(profile.prompt())
        .isEqualTo(
            "<|im_start|>system\n{instruction}<|im_end|>\n<|im_start|>user\n{images}{text}"
                + "<|im_end|>\n<|im_start|>assistant\n<|endoftext|>");
  }

  @Test
  void gmeDiffersInPositionsResizesAndLength() {
    ModelProfile ops = known("ops-mm-embedding-v1");
    ModelProfile gme = known("gme-qwen2-vl");

    assertThat(gme.pictures().resize())
        .containsExactly(
            stage(4 * 784, 16384 * 784, OptionalInt.of(200)),
            stage(256 * 784, 1280 * 784, OptionalInt.empty()));
    assertThat(gme)
        .isEqualTo(
            new ModelProfile(
                "GME-Qwen2-VL",
                false,
                ops.prompt(),
                ops.image(),
                ops.instruction(),
                Optional.empty(),
                Optional.empty(),
                gme.pictures(),
                Positions.ONE_DIMENSIONAL,
                1800,
                ops.ending(),
                false,
                Map.of()));
  }

  @Test
  void qwen3VlEmbeddingHasItsOwnPromptAndPictures() {
    ModelProfile qwen3 = known("qwen3-vl-embedding");

    assertThat(qwen3.prompt() + "<|endoftext|>").isEqualTo(known("gme-qwen2-vl").prompt());
    assertThat(qwen3.pictures())
        .isEqualTo(
            new Pictures(
                List.of(
                    new ResizeStage(
                        OptionalInt.of(32), 4 * 1024, 1800 * 1024, OptionalInt.empty())),
                true));
    assertThat(qwen3.instruction())
        .isEqualTo(
            new Instruction(
                "Represent the user's input.",
                Instruction.Form.SENTENCE,
                Map.of("query", "Retrieve images or text relevant to the user's query.")));
    assertThat(qwen3.nothing()).contains("NULL");
    assertThat(qwen3.ending()).isEqualTo(new Ending(true, Ending.Truncation.END));
    assertThat(qwen3.maxLength()).isEqualTo(8192);
    assertThat(qwen3.matryoshka()).isTrue();
    assertThat(known("ops-mm-embedding-v1").matryoshka()).isFalse();
  }

  @Test
  void qwen3VlRerankerAnswersYesOrNo() {
    ModelProfile reranker = known("qwen3-vl-reranker");
    ModelProfile embedding = known("qwen3-vl-embedding");

    assertThat(reranker.answers()).contains(new AnswerWords("yes", "no"));
    assertThat(reranker.task()).isEqualTo(Task.RERANK);
    assertThat(embedding.task()).isEqualTo(Task.EMBED);
    assertThat(reranker.pictures()).isEqualTo(embedding.pictures());
    assertThat(reranker.nothing()).isEqualTo(embedding.nothing());
    assertThat(reranker.ending()).isEqualTo(new Ending(true, Ending.Truncation.TEXT));
    assertThat(reranker.maxLength()).isEqualTo(10_240 + 5);
    assertThat(reranker.instruction().of(Optional.of("")))
        .isEqualTo("Given a search query, retrieve relevant candidates that answer the query.");
    assertThat(reranker.instruction().of(Optional.of(" a "))).isEqualTo(" a ");
  }

  private static ModelProfile known(String id) {
    return KnownProfile.of(id).orElseThrow().profile();
  }

  private static ResizeStage stage(int minPixels, int maxPixels, OptionalInt maxRatio) {
    return new ResizeStage(OptionalInt.of(28), minPixels, maxPixels, maxRatio);
  }

  @Test
  void aFoldersOwnProfileIsRead() throws IOException {
    write(VALID);

    assertThat(ModelProfile.ofFolder(folder))
        .isEqualTo(
            new ModelProfile(
                "n",
                true,
                "<|im_start|>{instruction}{images}{text}<|im_end|>",
                "<|image_pad|>",
                new Instruction("d", Instruction.Form.AS_GIVEN),
                Optional.empty(),
                Optional.empty(),
                new Pictures(List.of(ResizeStage.between(1, 2)), false),
                Positions.MROPE,
                3,
                new Ending(false, Ending.Truncation.TEXT),
                false,
                Map.of()));
  }

  @Test
  void everyFieldIsRead() throws IOException {
    write(
        VALID
            .replace("{instruction}", "{instruction}{query_images}{query_text}")
            .replace(
                LIMITS,
                "\"nothing\":\"none\",\"answers\":{\"yes\":\"ja\",\"no\":\"nein\"},\"positions\":\"1d\",\"instruction_form\":\"sentence\",\"pooling\":\"last_token\","
                    + "\"add_special_tokens\":true,\"truncation\":\"end\",\"matryoshka\":true,"
                    + "\"alpha\":\"over_white\",\"quantization_scales\":{\"64\":\"0.25\"},"
                    + "\"resize\":[{\"min_pixels\":1,\"max_pixels\":9,\"factor\":7,\"max_ratio\":3,"
                    + "\"filter\":\"bicubic\"},{\"min_pixels\":4,\"max_pixels\":5}]"));
    ModelProfile profile = ModelProfile.ofFolder(folder);

    assertThat(profile.positions()).isEqualTo(Positions.ONE_DIMENSIONAL);
    assertThat(profile.instruction()).isEqualTo(new Instruction("d", Instruction.Form.SENTENCE));
    assertThat(profile.nothing()).contains("none");
    assertThat(profile.answers()).contains(new AnswerWords("ja", "nein"));
    assertThat(profile.pictures().resize())
        .containsExactly(
            new ResizeStage(OptionalInt.of(7), 1, 9, OptionalInt.of(3)), ResizeStage.between(4, 5));
    assertThat(profile.pictures().lastResize().maxPixels()).isEqualTo(5);
    assertThat(profile.pictures().alphaOverWhite()).isTrue();
    assertThat(profile.ending()).isEqualTo(new Ending(true, Ending.Truncation.END));
    assertThat(profile.matryoshka()).isTrue();
    assertThat(profile.scales()).containsExactly(Map.entry(64, 0.25f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\":\"n\",                | ''                        | \"name\" is missing",
        "\"name\":\"n\"                 | \"name\":3                | \"name\" must be of JSON type string",
        "\"name\":\"n\"                 | \"name\":null             | \"name\" is neither",
        "\"name\":\"n\"                 | \"name\":\"n\",\"size\":1 | \"size\" is unknown",
        "\"name\":\"n\"                 | \"name\":\"n\",\"name\":\"m\" | \"name\" stands there twice",
        "\"max_pixels\":2               | \"max_pixels\":0          | \"max_pixels\" must be a positive",
        "\"max_pixels\":2               | \"max_pixels\":2.5        | \"max_pixels\" is neither",
        "\"min_pixels\":1               | \"min_pixels\":9          | \"min_pixels\" is above max_pixels",
        "\"min_pixels\":1               | \"min_pixels\":1,\"pooling\":\"mean\" | \"pooling\" must be",
        "\"demonstration\":true         | \"demonstration\":\"yes\" | \"demonstration\" must be of JSON type boolean",
        "\"name\":\"n\"                 | \"name\":\"n              | not JSON",
        "\"name\":\"n\"                 | \"name\":\"n\",\"positions\":\"2d\" | \"positions\" must be \"mrope\" or \"1d\"",
        "\"name\":\"n\"                 | \"name\":\"n\",\"instruction_form\":1 | \"instruction_form\" must be of JSON type string",
        "\"name\":\"n\"                 | \"name\":\"n\",\"alpha\":\"over_black\" | \"alpha\" must be \"dropped\" or \"over_white\"",
        "\"name\":\"n\"                 | \"name\":\"n\",\"truncation\":\"all\" | \"truncation\" must be \"text\" or \"end\"",
        "\"name\":\"n\"                 | \"name\":\"n\",\"matryoshka\":\"yes\" | \"matryoshka\" must be of JSON type boolean",
        "\"name\":\"n\"                 | \"name\":\"n\",\"answers\":{\"yes\":\"y\",\"no\":\"n\"} | \"answers\" and {query_text} in \"prompt\" come together",
        "\"name\":\"n\"                 | \"name\":\"n\",\"answers\":{\"yes\":\"y\"} | \"answers.no\" is missing",
        "\"name\":\"n\"                 | \"name\":\"n\",\"answers\":{\"yes\":\"y\",\"no\":\"n\",\"maybe\":\"m\"} | \"answers.maybe\" is unknown",
        "{instruction}                      | {instruction}{query_text}{query_images} | \"answers\" and {query_text} in \"prompt\" come together",
        "\"name\":\"n\"                 | \"name\":\"n\",\"nothing\":1 | \"nothing\" must be of JSON type string",
        "\"name\":\"n\"                 | \"name\":\"n\",\"marks\":{}   | \"marks\" is unknown",
        "\"name\":\"n\"                 | \"name\":\"n\",\"resize\":[{\"min_pixels\":1,\"max_pixels\":2}] | \"min_pixels\" is unknown",
        "\"min_pixels\":1,\"max_pixels\":2 | \"resize\":[]           | \"resize\" must have one stage",
        "\"min_pixels\":1,\"max_pixels\":2 | \"resize\":7            | \"resize\" must be a list of objects",
        "\"min_pixels\":1,\"max_pixels\":2 | \"resize\":[{\"min_pixels\":2,\"max_pixels\":1}] | \"resize[0].min_pixels\" is above",
        "\"min_pixels\":1,\"max_pixels\":2 | \"resize\":[{\"min_pixels\":1,\"max_pixels\":2,\"filter\":\"box\"}] | \"resize[0].filter\" must be \"bicubic\"",
        "\"min_pixels\":1,\"max_pixels\":2 | \"resize\":[{\"min_pixels\":1,\"max_pixels\":2,\"mean\":1}] | \"resize[0].mean\" is unknown",
      })
  void aWrongFieldIsNamed(String original, String replacement, String complaint)
      throws IOException {
    write(VALID.replace(original.strip(), replacement.strip()));

    assertFails(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{images}{text} | {images}",
        "{images}{text} | {text}",
        "{text}<        | {text}{text}<",
        "{text}<        | {text} more<"
      })
  void aPromptThatCannotBeFilledIsRefused(String original, String replacement) throws IOException {
    new TinyTokenizer().write(folder);
    write(VALID.replace(original.strip(), replacement.strip()));

    assertThatThrownBy(
            () ->
                InputPreparer.open(
                    ProfiledFolders.telling(folder),
                    TinyTokenizer.model(64),
                    InputLimits.of(new FixedSettings())))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("\"prompt\"");
  }

  @Test
  void aTokenThatTheTokenizerLacksIsNamed() throws IOException {
    new TinyTokenizer().write(folder);
    write(VALID.replace("<|im_end|>", "<|im_over|>"));

    assertThatThrownBy(
            () ->
                InputPreparer.open(
                    ProfiledFolders.telling(folder),
                    TinyTokenizer.model(64),
                    InputLimits.of(new FixedSettings())))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("<|im_over|>");
  }

  @Test
  void anImageWithoutAPlaceholderIsRefused() throws IOException {
    new TinyTokenizer().write(folder);
    for (String image : List.of("<|vision_start|>", "<|image_pad|><|image_pad|>", "{text}")) {
      write(VALID.replace("\"image\":\"<|image_pad|>\"", "\"image\":\"" + image + "\""));

      assertThatThrownBy(
              () ->
                  InputPreparer.open(
                      ProfiledFolders.telling(folder),
                      TinyTokenizer.model(64),
                      InputLimits.of(new FixedSettings())))
          .isInstanceOf(ModelLoadFailed.class)
          .hasMessageContaining("\"image\"");
    }
  }

  @Test
  void aLastResizeThatThePatchesDoNotFitIsRefused() throws IOException {
    new TinyTokenizer().write(folder);
    write(VALID.replace(LIMITS, "\"resize\":[{\"factor\":32,\"min_pixels\":1,\"max_pixels\":9}]"));

    assertThatThrownBy(
            () ->
                InputPreparer.open(
                    ProfiledFolders.telling(folder),
                    TinyTokenizer.model(64),
                    InputLimits.of(new FixedSettings())))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContainingAll("multiples of 32", "28");
  }

  @Test
  void whatHasNoEndIsNotRead() throws IOException {
    Path file =
        Files.createSymbolicLink(folder.resolve("embedding_profile.json"), Path.of("/dev/zero"));

    assertFails("not a regular file");
    assertThatThrownBy(() -> JsonFile.object(file))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessage(file + ": not a regular file");
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve("embedding_profile.json"), json);
  }

  private void assertFails(String complaint) {
    assertThatThrownBy(() -> ModelProfile.ofFolder(folder))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("embedding_profile.json")
        .hasMessageContaining(complaint)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
