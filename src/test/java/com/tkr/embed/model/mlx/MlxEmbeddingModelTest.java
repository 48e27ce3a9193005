package com.tkr.embed.model.mlx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.Cosine;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelOutput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The native model through the seam; the native tests hold every switch against the same goldens.
 */
class MlxEmbeddingModelTest {
  private static final double LEAST_COSINE = 0.99999;
  private static final Optional<Path> KEPT = Optional.of(Path.of("target/converted"));
  private static final Path TINY = Golden.ROOT.resolve("tiny");

  static Stream<Path> folders() {
    return Golden.folders();
  }

  private static EmbeddingModel open(Path folder) {
    ModelOptions options =
        new ModelOptions(
            "cpu",
            "none",
            "auto",
            "exact",
            "auto",
            0,
            Golden.positions(folder),
            Optional.empty(),
            KEPT);
    return new MlxRuntime().open("golden", folder, options, progress -> {});
  }

  @ParameterizedTest
  @MethodSource("folders")
  void embedsWhatTransformersEmbeds(Path folder) {
    List<Golden> goldens = Golden.of(folder);
    assertThat(goldens).isNotEmpty();
    try (EmbeddingModel model = open(folder)) {
      for (Golden golden : goldens) {
        List<float[]> vectors = model.embed(golden.inputs()).pooled();
        assertThat(vectors).isNotEmpty().hasSameSizeAs(golden.embeddings());
        for (int i = 0; i < vectors.size(); i++) {
          assertThat(Cosine.of(vectors.get(i), golden.embeddings().get(i)))
              .as("%s, %s, input %d", folder, golden.name(), i)
              .isGreaterThan(LEAST_COSINE);
        }
      }
    }
  }

  @Test
  void tellsWhatTheCheckpointIs() throws IOException {
    try (EmbeddingModel model = open(TINY)) {
      assertThat(model.info().embeddingDim())
          .isEqualTo(Golden.of(TINY).get(0).embeddings().get(0).length);
      assertThat(model.info().device()).isEqualTo("cpu");
      assertThat(model.info().quantization()).isEqualTo("none");
      assertThat(model.info().frameworkVersion()).isEqualTo(pinnedMlx());
    }
  }

  private static String pinnedMlx() throws IOException {
    String requirements = Files.readString(Path.of("native/requirements.txt"));
    Matcher pinned = Pattern.compile("^mlx-cpu==(\\S+)", Pattern.MULTILINE).matcher(requirements);
    assertThat(pinned.find()).isTrue();
    return pinned.group(1);
  }

  @Test
  void tellsTheTimeOfPicturesApartFromTheRest() {
    List<ModelInput> inputs =
        Golden.of(TINY).stream().flatMap(golden -> golden.inputs().stream()).toList();
    List<ModelInput> texts = inputs.stream().filter(input -> input.images().isEmpty()).toList();
    try (EmbeddingModel model = open(TINY)) {
      ModelOutput mixed = model.embed(inputs);
      assertThat(mixed.visionNanos()).isPositive();
      assertThat(mixed.textNanos()).isPositive();
      ModelOutput read = model.embed(texts);
      assertThat(read.visionNanos()).isZero();
      assertThat(read.textNanos()).isPositive();
    }
  }

  @Test
  void refusesIdsAndImagesThatTheModelDoesNotHave() {
    try (EmbeddingModel model = open(TINY)) {
      List<ModelInput> bad =
          List.of(
              new ModelInput(new int[] {1, -1}, 0, List.of()),
              new ModelInput(new int[] {1, 1 << 30}, 0, List.of()),
              new ModelInput(new int[0], 0, List.of()),
              new ModelInput(new int[] {1, 2}, 3, List.of()),
              new ModelInput(
                  new int[] {1, 2}, 0, List.of(new ImagePixels(28, 28, new byte[28 * 28 * 3]))),
              new ModelInput(
                  new int[] {1, 2}, 0, List.of(new ImagePixels(27, 28, new byte[27 * 28 * 3]))));
      for (ModelInput input : bad) {
        assertThatThrownBy(() -> model.embed(List.of(input))).isInstanceOf(InferenceFailed.class);
      }
      assertThat(model.embed(Golden.of(TINY).get(0).inputs()).pooled()).isNotEmpty();
    }
  }

  @Test
  void everyProcessorHasThePlainKernels() {
    assertThat(NativeModels.instructionSets()).endsWith("scalar").doesNotHaveDuplicates();
  }

  @Test
  void aFolderThatIsNoneIsToldByName(@TempDir Path folder) {
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("config.json");
  }

  @Test
  void memoryStaysFlatOverManyCalls() throws IOException {
    try (EmbeddingModel model = open(TINY)) {
      List<ModelInput> inputs = new ArrayList<>();
      Golden.of(TINY).stream()
          .filter(golden -> !golden.name().endsWith("long"))
          .forEach(golden -> inputs.addAll(golden.inputs()));
      long least = Long.MAX_VALUE;
      for (int window = 0; window < 5; window++) {
        long before = nativeBytes();
        embed(model, inputs, 2_000);
        least = Math.min(least, nativeBytes() - before);
      }
      assertThat(least).as("bytes that each 2,000 calls leave behind").isLessThan(2 << 20);
    }
  }

  private static void embed(EmbeddingModel model, List<ModelInput> inputs, int calls) {
    for (int i = 0; i < calls; i++) {
      model.embed(List.of(inputs.get(i % inputs.size())));
    }
  }

  /**
   * What of this process lies in memory and is not the Java heap's, which takes pages that it never
   * had until its first collection. A collection within a window makes that one look larger: the
   * least of several counts, as what leaks does so in each.
   */
  private static long nativeBytes() throws IOException {
    Path statm = Path.of("/proc/self/statm");
    if (!Files.exists(statm)) {
      return 0; // macOS: the benchmark over HTTP watches it there
    }
    long resident = Long.parseLong(Files.readString(statm).split(" ")[1]) * 4096;
    return resident - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
