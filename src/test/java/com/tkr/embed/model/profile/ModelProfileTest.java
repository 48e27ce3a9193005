package com.tkr.embed.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.testing.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @TempDir Path folder;

  @Test
  void aFolderWithoutOneGetsOpsMmEmbeddingV1() {
    ModelProfile profile = ModelProfile.of(folder);

    assertThat(profile.name()).isEqualTo("Ops-MM-embedding-v1");
    assertThat(profile.demonstration()).isFalse();
    assertThat(profile.minPixels()).isEqualTo(256 * 784);
    assertThat(profile.maxPixels()).isEqualTo(1280 * 784);
    assertThat(profile.maxLength()).isEqualTo(32768);
    assertThat(profile.prompt())
        .isEqualTo(
            "<|im_start|>system\n{instruction}<|im_end|>\n<|im_start|>user\n{images}{text}"
                + "<|im_end|>\n<|im_start|>assistant\n<|endoftext|>");
  }

  @Test
  void aFoldersOwnProfileIsRead() throws IOException {
    write(VALID);

    assertThat(ModelProfile.of(folder))
        .isEqualTo(
            new ModelProfile(
                "n",
                true,
                "<|im_start|>{instruction}{images}{text}<|im_end|>",
                "<|image_pad|>",
                "d",
                1,
                2,
                3));
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
                    folder, TinyTokenizer.model(64), InputLimits.of(new FixedSettings())))
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
                    folder, TinyTokenizer.model(64), InputLimits.of(new FixedSettings())))
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
                      folder, TinyTokenizer.model(64), InputLimits.of(new FixedSettings())))
          .isInstanceOf(ModelLoadFailed.class)
          .hasMessageContaining("\"image\"");
    }
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve("embedding_profile.json"), json);
  }

  private void assertFails(String complaint) {
    assertThatThrownBy(() -> ModelProfile.of(folder))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("embedding_profile.json")
        .hasMessageContaining(complaint)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
