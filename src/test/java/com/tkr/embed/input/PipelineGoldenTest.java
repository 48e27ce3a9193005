package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.model.Cosine;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.mlx.MlxRuntime;
import com.tkr.embed.model.profile.ProfiledFolder;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.RampPictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From a user's text and picture to the vector, as the models' own code makes it on transformers
 * ({@code src/test/resources/golden/PROVENANCE.md}): the folder's marks, its profile's prompt and
 * resizes, and the model.
 */
class PipelineGoldenTest {
  private static final Optional<Path> KEPT = Optional.of(Path.of("target/converted"));
  private static final double LEAST_COSINE = 0.99999;

  private static final Path GOLDENS = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @CsvSource({"ops, own", "ops, mlx", "gme, own", "gme, mlx", "qwen3, own", "qwen3, mlx"})
  void vectorsAreTheReferences(String golden, String kernels) throws IOException {
    ProfiledFolder folder = ProfiledFolders.telling(GOLDENS.resolve(golden));
    JsonNode cases = new ObjectMapper().readTree(file(folder, "pipeline.json").toFile());
    assertThat(cases).hasSizeGreaterThan(10);
    try (EmbeddingModel model = open(folder, kernels);
        InputPreparer preparer = open(folder, model)) {
      FloatBuffer expected = rows(file(folder, "pipeline.f32"));
      float[] row = new float[model.info().embeddingDim()];
      for (JsonNode input : cases) {
        expected.get(row);
        assertThat(Cosine.of(vector(model, preparer, input), row))
            .as(input.toString())
            .isGreaterThan(LEAST_COSINE);
      }
      assertThat(expected.hasRemaining()).isFalse();
    }
  }

  /** The bound on a score: {@code native/tests/models/rerank_golden_test.cpp} has the reason. */
  @ParameterizedTest
  @CsvSource({
    "qwen3-reranker, own, 5e-4",
    "qwen3-reranker, mlx, 1e-5",
    "qwen3-reranker-untied, own, 5e-4",
    "qwen3-reranker-untied, mlx, 1e-5",
    "qwen3-reranker-mlx-q4, own, 5e-4",
    "qwen3-reranker-mlx-q8, mlx, 1e-5"
  })
  void scoresAreTheReferences(String golden, String kernels, double bound) throws IOException {
    ProfiledFolder folder = ProfiledFolders.telling(GOLDENS.resolve(golden));
    JsonNode cases = new ObjectMapper().readTree(file(folder, "pipeline.json").toFile());
    assertThat(cases).hasSizeGreaterThan(5);
    try (EmbeddingModel model = open(folder, kernels);
        InputPreparer preparer = open(folder, model)) {
      FloatBuffer expected = rows(file(folder, "pipeline.f32"));
      for (JsonNode pair : cases) {
        float score = expected.get();
        double most = bound * expected.get();
        assertThat((double) score(model, preparer, pair))
            .as(pair.toString())
            .isCloseTo(score, within(most));
      }
      assertThat(expected.hasRemaining()).isFalse();
    }
  }

  private static float score(EmbeddingModel model, InputPreparer preparer, JsonNode pair) {
    EmbeddingInput given =
        new EmbeddingInput(
            content(pair.get("document")),
            content(pair.get("query")),
            pair.get("instruction").textValue(),
            "");
    return model.embed(List.of(preparer.prepare(given, false).modelInput())).pooled().get(0)[0];
  }

  private static Content content(JsonNode side) {
    List<EncodedImage> images = new ArrayList<>();
    for (JsonNode size : side.get("pictures")) {
      byte[] png = RampPictures.png(size.get(0).asInt(), size.get(1).asInt());
      images.add(new EncodedImage(png, false));
    }
    return new Content(side.get("text").textValue(), images);
  }

  @Test
  void theLongestInputIsThatOfTheReference() {
    ProfiledFolder folder = ProfiledFolders.telling(GOLDENS.resolve("gme"));
    try (EmbeddingModel model = open(folder, "own");
        InputPreparer preparer = open(folder, model)) {
      EmbeddingInput tooLong = new EmbeddingInput("z".repeat(1_900), List.of(), null);
      assertThat(preparer.prepare(tooLong, true).modelInput().tokens()).isEqualTo(1_800);
      assertThatThrownBy(() -> preparer.prepare(tooLong, false))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("the model takes 1800");
    }
  }

  private static EmbeddingModel open(ProfiledFolder folder, String kernels) {
    ModelOptions options =
        new ModelOptions(
            "cpu",
            "none",
            kernels,
            "exact",
            "auto",
            0,
            folder.profile().positions(),
            folder.answers(),
            KEPT);
    return new MlxRuntime().open("golden", folder.folder(), options, progress -> {});
  }

  private static InputPreparer open(ProfiledFolder folder, EmbeddingModel model) {
    return InputPreparer.open(folder, model.info(), InputLimits.of(new FixedSettings()));
  }

  private static Path file(ProfiledFolder folder, String name) {
    return folder.folder().resolve(name);
  }

  private static float[] vector(EmbeddingModel model, InputPreparer preparer, JsonNode input) {
    JsonNode size = input.get("picture");
    List<EncodedImage> images =
        size.isNull()
            ? List.of()
            : List.of(
                new EncodedImage(
                    RampPictures.png(size.get(0).asInt(), size.get(1).asInt()), false));
    EmbeddingInput given =
        new EmbeddingInput(
            input.get("text").textValue(), images, input.get("instruction").textValue());
    return model.embed(List.of(preparer.prepare(given, false).modelInput())).pooled().get(0);
  }

  private static FloatBuffer rows(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
