package com.tkr.embed.model.mlx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.AnswerTokens;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.LoadListener;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.Positions;
import com.tkr.embed.model.conversion.Conversion;
import com.tkr.embed.model.conversion.ConversionFailed;
import com.tkr.embed.model.conversion.ConvertedModel;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.testing.PythonOracle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is quantised once and kept, through the seam. */
class MlxConversionTest {
  private static final Path TINY = Golden.ROOT.resolve("tiny");
  private static final MlxRuntime KEEPING = new MlxRuntime(0);

  @TempDir Path temporary;

  private ModelOptions options(String quantization) {
    return new ModelOptions(
        "cpu",
        quantization,
        "auto",
        "exact",
        "auto",
        0,
        Positions.MROPE,
        Optional.empty(),
        Optional.of(temporary.resolve("kept")));
  }

  private ConvertedModels kept() {
    return new ConvertedModels(temporary.resolve("kept"));
  }

  private static List<float[]> vectors(EmbeddingModel model) {
    List<ModelInput> inputs =
        Golden.of(TINY).stream()
            .filter(golden -> !golden.name().endsWith("long"))
            .flatMap(golden -> golden.inputs().stream())
            .toList();
    return model.embed(inputs).pooled();
  }

  private List<float[]> open(MlxRuntime runtime, String quantization, LoadListener listener) {
    try (EmbeddingModel model = runtime.open("tiny", TINY, options(quantization), listener)) {
      assertThat(model.info().quantization()).isEqualTo(quantization);
      return vectors(model);
    }
  }

  /** Notes each conversion that begins. */
  private static final class Conversions implements LoadListener {
    private final List<Supplier<DownloadProgress>> begun = new ArrayList<>();

    @Override
    public void loading(double share) {}

    @Override
    public void converting(Supplier<DownloadProgress> progress) {
      begun.add(progress);
    }
  }

  @ParameterizedTest
  @CsvSource({"q4", "q8"})
  void aKeptModelEmbedsWhatAFleetingOneDoesToTheBit(String quantization) throws IOException {
    List<float[]> fleeting = open(new MlxRuntime(), quantization, share -> {});
    assertThat(kept().list()).isEmpty();
    Conversions conversions = new Conversions();
    List<float[]> first = open(KEEPING, quantization, conversions);
    List<float[]> second = open(KEEPING, quantization, conversions);
    assertThat(conversions.begun).hasSize(1);
    assertThat(conversions.begun.get(0).get().share()).isGreaterThanOrEqualTo(1);
    assertThat(kept().list()).hasSize(1);
    assertThat(first).usingRecursiveComparison().isEqualTo(fleeting);
    assertThat(second).usingRecursiveComparison().isEqualTo(fleeting);
  }

  @Test
  void whereNothingCanBeKeptItIsQuantisedInMemory() throws IOException {
    Files.writeString(temporary.resolve("kept"), "a file");
    assertThat(open(KEEPING, "q4", share -> {})).isNotEmpty();
  }

  @Test
  void aKeptModelThatIsDamagedIsMadeAgain() throws IOException {
    List<float[]> expected = open(KEEPING, "q4", share -> {});
    ConvertedModel converted = kept().list().get(0);
    Path weights = converted.folder().resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));
    Conversions conversions = new Conversions();
    assertThat(open(KEEPING, "q4", conversions)).usingRecursiveComparison().isEqualTo(expected);
    assertThat(conversions.begun).hasSize(1);
  }

  @Test
  void whatWasFoundFiniteIsNotLookedAtAgain() {
    assertThat(temporary.resolve("kept")).doesNotExist();
    List<float[]> first = open(KEEPING, "none", share -> {});
    assertThat(temporary.resolve("kept/.checked")).isNotEmptyDirectory();
    assertThat(open(KEEPING, "none", share -> {})).usingRecursiveComparison().isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "tiny, q4, 32",
    "tiny, q4, 64",
    "tiny, q4, 128",
    "tiny, q8, 32",
    "tiny, q8, 64",
    "tiny, q8, 128",
    "sharded-old, q4, 32",
    "sharded-new, q8, 32",
    "base-model, q4, 64"
  })
  void pythonsMlxReadsIt(String golden, String quantization, int groupSize) throws Exception {
    Path source = Golden.ROOT.resolve(golden);
    Path folder = temporary.resolve("mine");
    try (MlxConverter converter =
        MlxConverter.open(source, quantization, groupSize, Optional.empty())) {
      assertThat(converter.quantizes()).isTrue();
      new Conversion(kept(), source, converter, new DownloadMeter()).into(folder);
    }
    PythonOracle.run("mlx_conversion.py", source, folder);
  }

  /** With its head as it is stored, tied or not. */
  @ParameterizedTest
  @CsvSource({"qwen3-reranker, q4, 64", "qwen3-reranker-untied, q8, 32"})
  void pythonsMlxReadsARerankers(String golden, String quantization, int groupSize)
      throws Exception {
    Path source = Golden.ROOT.resolve(golden);
    Path folder = temporary.resolve("mine");
    try (MlxConverter converter =
        MlxConverter.open(
            source, quantization, groupSize, Optional.of(new AnswerTokens(307, 306)))) {
      assertThat(converter.keepsHead()).isTrue();
      new Conversion(kept(), source, converter, new DownloadMeter()).into(folder);
    }
    PythonOracle.run("mlx_conversion.py", source, folder);
  }

  /** Of the embedding table, whose weights are bf16. */
  private static void damageTheFirstRow(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    Matcher table =
        Pattern.compile("embed_tokens\\.weight\":.*?\"data_offsets\": ?\\[(\\d+)")
            .matcher(new String(bytes, Long.BYTES, header, StandardCharsets.UTF_8));
    assertThat(table.find()).isTrue();
    int at = Long.BYTES + header + Integer.parseInt(table.group(1));
    bytes[at] = (byte) 0xc0;
    bytes[at + 1] = 0x7f;
    Files.write(file, bytes);
  }

  @Test
  void damageThatOnlySomeInputsMeetIsNotConverted() throws IOException {
    Path source = Files.createDirectory(temporary.resolve("damaged"));
    for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      if (Files.exists(TINY.resolve(name))) {
        Files.copy(TINY.resolve(name), source.resolve(name));
      }
    }
    damageTheFirstRow(source.resolve("model.safetensors"));
    try (MlxConverter converter = MlxConverter.open(source, "q4", 64, Optional.empty())) {
      Conversion conversion = new Conversion(kept(), source, converter, new DownloadMeter());
      assertThatThrownBy(conversion::get)
          .isInstanceOfSatisfying(
              ConversionFailed.class,
              failed -> assertThat(failed.reason()).isEqualTo(ConversionFailed.Reason.SOURCE))
          .hasMessageContaining("embed_tokens.weight: row 0 not finite");
    }
    try (EmbeddingModel model = KEEPING.open("damaged", source, options("q4"), share -> {})) {
      assertThat(model.damage()).contains("row 0 not finite");
    }
    assertThat(kept().list()).isEmpty();
  }
}
