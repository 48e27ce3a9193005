package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.startup.Given;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.StandInHub;
import com.tkr.embed.model.mlx.NativeModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCommandsTest {
  private static final String NAME = StandInHub.REPOSITORY;
  private static final String TINY = "src/test/resources/golden/tiny";
  private static final String QUANTISED = "src/main/resources/demonstration";
  private static final byte[] NO_TENSORS = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private ModelCommands.Inspection inspection = (folder, options) -> List.of();
  @TempDir Path temporary;
  private StandInHub hub;

  @BeforeEach
  void begin() throws IOException {
    hub = new StandInHub();
    hub.file("config.json", "{}").file("tokenizer.json", "{ }");
    hub.file("model.safetensors", NO_TENSORS);
    environment.put("HF_ENDPOINT", hub.endpoint().toString());
    environment.put("HF_HOME", temporary.toString());
  }

  @AfterEach
  void end() {
    hub.close();
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    PrintStream toOut = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream toErr = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new ModelCommands(toOut, toErr, new Given(temporary).read(), environment, inspection)
        .run(List.of(words));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private Path snapshot() {
    return temporary.resolve("hub/models--Org--Some-Model-7B/snapshots").resolve(hub.commit());
  }

  @Test
  void get_fetches_and_prints_the_folder() {
    assertThat(run("get", NAME)).isZero();
    assertThat(out).hasToString(snapshot() + "\n");
    assertThat(snapshot().resolve("model.safetensors")).hasBinaryContent(NO_TENSORS);
  }

  @Test
  void get_is_json_when_asked() throws IOException {
    assertThat(run("get", NAME, "--json")).isZero();
    assertThat(json().path("model").asText()).isEqualTo(NAME);
    assertThat(json().path("folder").asText()).isEqualTo(snapshot().toString());
  }

  @Test
  void get_ends_with_a_code_for_each_reason() {
    assertThat(run("get", "Org/Other")).isEqualTo(66);
    assertThat(run("get", NAME + "@v9")).isEqualTo(66);
    assertThat(err).hasToString(NAME + " has no revision v9\n");
    environment.put("HF_HUB_OFFLINE", "1");
    assertThat(run("get", NAME)).isEqualTo(69);
    environment.put("HF_ENDPOINT", "nowhere");
    assertThat(run("get", NAME)).isEqualTo(78);
  }

  @Test
  void list_has_a_line_for_every_model() {
    assertThat(run("list")).isZero();
    assertThat(out.toString()).startsWith("\nKnown models, ").contains("\nqwen3-2b ");
    assertThat(err).hasToString("there are no models in " + temporary.resolve("hub") + "\n");
    run("get", NAME);
    assertThat(run("list")).isZero();
    assertThat(out.toString().replaceAll(" +", " "))
        .startsWith(
            NAME + " - " + hub.commit().substring(0, 12) + " 15 B " + snapshot() + "\n\nKnown ");
  }

  @Test
  void list_is_json_when_asked() throws IOException {
    run("get", NAME);
    assertThat(run("list", "--json")).isZero();
    JsonNode model = json().path("models").path(0);
    assertThat(model.path("profile").isNull()).isTrue();
    assertThat(model.path("commit").asText()).isEqualTo(hub.commit());
    assertThat(model.path("bytes").asInt()).isEqualTo(15);
    assertThat(model.path("missing").isNull()).isTrue();
    assertThat(json().path("known")).hasSize(8).allSatisfy(each -> assertThat(each).hasSize(6));
  }

  @Test
  void verify_tells_what_is_damaged_and_ends_with_65() throws IOException {
    run("get", NAME);
    assertThat(run("verify", NAME)).isZero();
    assertThat(out.toString())
        .endsWith(": in order; 3 files, 3 of them by their checksums, 0 tensors\n");
    Files.writeString(snapshot().resolve("config.json"), "[]");
    assertThat(run("verify", NAME, "--json")).isEqualTo(65);
    assertThat(err).hasToString("config.json: its content does not fit its checksum\n");
    assertThat(json().path("problems")).hasSize(1);
  }

  @Test
  void verify_tells_what_is_not_as_the_architecture_wants_it() throws IOException {
    inspection =
        (folder, options) -> {
          throw new ModelLoadFailed("model.safetensors: visual.merger.ln_q.weight: missing");
        };
    run("get", NAME);
    assertThat(run("verify", NAME, "--json")).isEqualTo(65);
    assertThat(err).hasToString("model.safetensors: visual.merger.ln_q.weight: missing\n");
    assertThat(json().path("problems")).hasSize(1);
  }

  @Test
  void verify_finds_the_faults_of_a_real_checkpoint() throws IOException {
    inspection = NativeModels::weightFaults;
    Path golden = Path.of("src/test/resources/golden/mlx-q8");
    Path folder = Files.createDirectories(temporary.resolve("real"));
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.write(folder.resolve(file), Files.readAllBytes(golden.resolve(file)));
    }
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertThat(run("verify", folder.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).endsWith("that a changed weight would not be found\n");
    String config = Files.readString(folder.resolve("config.json"));
    Files.writeString(folder.resolve("config.json"), config.replace("384", "392"));
    assertThat(run("verify", folder.toString())).isEqualTo(65);
    assertThat(err.toString()).contains("embed_tokens").contains("392").hasLineCount(1);
  }

  @Test
  void verify_tells_what_is_wrong_with_a_tokenizer() throws IOException {
    inspection = CheckpointFaults::of;
    Path golden = Path.of("src/test/resources/golden/ops");
    Path folder = Files.createDirectories(temporary.resolve("real"));
    for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(golden.resolve(file), folder.resolve(file));
    }
    assertThat(run("verify", folder.toString())).as(err.toString()).isZero();
    Path file = folder.resolve("tokenizer.json");
    String tokenizer = Files.readString(file);
    Files.writeString(file, tokenizer.replace("\"BPE\"", "\"WordLevel\""));
    assertThat(run("verify", folder.toString())).isEqualTo(65);
    assertThat(err.toString()).contains("its \"model\" is WordLevel, not").hasLineCount(1);
    Files.writeString(file, tokenizer.replaceFirst("\"id\": ?\\d+", "\"id\": 2000000"));
    assertThat(run("verify", folder.toString())).isEqualTo(65);
    assertThat(err.toString()).contains("has token id 2000000, but vocab_size").hasLineCount(1);
  }

  @Test
  void verify_finds_weights_that_are_no_numbers() throws IOException {
    inspection = NativeModels::weightFaults;
    Path golden = Path.of("src/test/resources/golden/mlx-q8");
    Path folder = Files.createDirectories(temporary.resolve("real"));
    Files.copy(golden.resolve("config.json"), folder.resolve("config.json"));
    byte[] weights = Files.readAllBytes(golden.resolve("model.safetensors"));
    Arrays.fill(weights, weights.length / 2, weights.length, (byte) -1);
    Files.write(folder.resolve("model.safetensors"), weights);
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertThat(run("verify", folder.toString())).isEqualTo(65);
    assertThat(err.toString()).contains("not finite: ").contains(": row");
  }

  @Test
  void verify_tells_the_first_faults_of_many_and_how_many_there_are() throws IOException {
    inspection = (folder, options) -> IntStream.range(0, 1000).mapToObj(i -> "fault " + i).toList();
    run("get", NAME);
    assertThat(run("verify", NAME)).isEqualTo(65);
    assertThat(err.toString())
        .hasLineCount(21)
        .contains("fault 19\n")
        .endsWith("\n... and 980 more\n");
    assertThat(out.toString()).contains(": 1000 problems; ");
    assertThat(run("verify", NAME, "--json")).isEqualTo(65);
    assertThat(json().path("problems")).hasSize(1000);
  }

  @Test
  void verify_takes_a_folder_too() throws IOException {
    Files.createDirectories(temporary.resolve("mine"));
    assertThat(run("verify", temporary.resolve("mine").toString())).isEqualTo(65);
    assertThat(err.toString()).startsWith("there is no config.json");
    assertThat(run("verify", "/no/such/folder")).isEqualTo(66);
  }

  @Test
  void remove_deletes_all_of_a_model() throws IOException {
    run("get", NAME);
    assertThat(run("remove", NAME, "--json")).isZero();
    assertThat(json().path("bytes").asInt()).isPositive();
    assertThat(temporary.resolve("hub/models--Org--Some-Model-7B")).doesNotExist();
    assertThat(run("remove", NAME)).isEqualTo(66);
    assertThat(err.toString()).startsWith(NAME + " is not in ");
  }

  @Test
  void convert_quantises_a_folder_once_and_verify_list_and_remove_know_it() throws IOException {
    Path mine = Files.createDirectory(temporary.resolve("mine"));
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(Path.of(TINY).resolve(file), mine.resolve(file));
    }
    Files.writeString(mine.resolve("tokenizer.json"), "{}");
    String model = mine.toString();
    assertThat(run("convert", model, "--quantization", "q4")).isZero();
    Path folder = Path.of(out.toString().strip());
    assertThat(folder).hasParent(temporary.resolve("tkr-embed")).isNotEmptyDirectory();
    assertThat(run("convert", model, "--json", "--quantization", "q4")).isZero();
    assertThat(json().path("folder").asText()).isEqualTo(folder.toString());
    assertThat(run("verify", model)).isZero();
    assertThat(out.toString()).contains(folder + ": in order; ");
    run("list", "--json");
    assertThat(json().path("converted").path(0).path("bytes").asInt()).isPositive();
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains(" q4 ").contains(folder.toString());
    Files.write(folder.resolve("model.safetensors"), new byte[100]);
    assertThat(run("verify", model)).isEqualTo(65);
    assertThat(err.toString()).contains("model.safetensors: its content does not fit its checksum");
    assertThat(run("remove", model)).isZero();
    assertThat(folder).doesNotExist();
    assertThat(Path.of(model)).isNotEmptyDirectory();
    assertThat(run("remove", model)).isEqualTo(66);
  }

  @Test
  void convert_writes_into_a_folder_of_ones_own() {
    String mine = temporary.resolve("mine").toString();
    String[] words = {
      "convert", TINY, "--quantization", "q8", "--group-size", "32", "--output", mine
    };
    assertThat(run(words)).isZero();
    assertThat(out).hasToString(mine + "\n");
    assertThat(temporary.resolve("mine/model.safetensors")).exists();
    assertThat(run(words)).isEqualTo(73);
    assertThat(err).hasToString(mine + " is there already\n");
  }

  @Test
  void convert_tells_what_cannot_be_converted() {
    assertThat(run("convert", "/no/such", "--quantization", "q4")).isEqualTo(66);
    assertThat(run("convert", QUANTISED, "--quantization", "q4")).isEqualTo(66);
    assertThat(err).hasToString(Path.of(QUANTISED).toAbsolutePath() + " is quantised already\n");
    assertThat(run("convert", TINY, "--quantization", "q4", "--group-size", "32")).isEqualTo(64);
    assertThat(err.toString()).startsWith("servers quantise in groups of 64: name a folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "convert",
        "convert x",
        "convert x --quantization",
        "convert x --quantization q5",
        "convert x --quantization q4 --group-size 48",
        "convert x y --quantization q4",
        "convert --quantization q4",
        "convert x --quantization q4 --fast"
      })
  void convert_is_told_how_it_goes(String line) {
    assertThat(run(line.split(" "))).isEqualTo(64);
    assertThat(err.toString()).contains("model convert NAME|FOLDER --quantization q4|q8");
  }

  @Test
  void remove_tells_what_may_not_be_deleted() throws IOException {
    Files.createDirectories(snapshot());
    Path locks = Files.createFile(temporary.resolve("hub/.locks"));
    assertThat(run("remove", NAME)).isEqualTo(73);
    assertThat(err.toString()).startsWith(locks.toString()).contains(": cannot be written (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "get", "get a b c", "put Org/Name", "remove Org/Name@v1", "list all"})
  void what_is_no_command_is_told_how_it_goes(String line) {
    assertThat(run(line.split(" "))).isEqualTo(64);
    assertThat(err.toString()).startsWith("usage: ./deploy.sh model get|verify|remove NAME");
  }

  @Test
  void what_is_no_name_is_told_what_one_looks_like() {
    assertThat(run("get", "ops-8b")).isEqualTo(66);
    assertThat(err.toString())
        .startsWith("ops-8b is no model of the hub: expected org/name, ops-7b, ops-2b,");
  }
}
