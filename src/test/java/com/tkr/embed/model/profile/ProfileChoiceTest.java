package com.tkr.embed.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.Task;
import com.tkr.embed.model.hub.CachedModel;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileChoiceTest {
  private static final String PLAIN =
      "{\"model_type\":\"qwen2_vl\",\"architectures\":[\"Qwen2VLForConditionalGeneration\"]}";
  private static final String OPS = "Ops-MM-embedding-v1";
  private static final String GME = "GME-Qwen2-VL";

  @TempDir Path folder;

  @BeforeEach
  void plain() throws IOException {
    write("config.json", PLAIN);
  }

  @Test
  void aFolderThatTellsNothingIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> open("model", "auto"))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContainingAll(
            folder.toString(),
            "EMBEDDING_PROFILE",
            "ops-mm-embedding-v1, gme-qwen2-vl, qwen3-vl-embedding, qwen3-vl-reranker",
            "embedding_profile.json")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({"ops-mm-embedding-v1, " + OPS, "gme-qwen2-vl, " + GME})
  void theSettingTellsOfAFolderThatDoesNot(String setting, String name) {
    ProfiledFolder profiled = open("model", setting);

    assertThat(profiled.profile().name()).isEqualTo(name);
    assertThat(profiled.recipe())
        .isEqualTo(Recipe.of(profiled.profile(), "EMBEDDING_PROFILE", true));
  }

  @ParameterizedTest
  @CsvSource({
    "Ops-MM-embedding-v1-7B, " + OPS,
    "ops_mm_embedding_v1, " + OPS,
    "Ops-MM-embedding-v1-2B-q4, " + OPS,
    "gme-Qwen2-VL-2B-Instruct, " + GME,
    "GME-Qwen2VL-7B, " + GME,
    "gme_qwen2_vl_7b_mlx, " + GME,
  })
  void theFoldersOrTheHubsNameIsAMark(String name, String profile) {
    ProfiledFolder profiled = open(name, "auto");

    assertThat(profiled.profile().name()).isEqualTo(profile);
    assertThat(profiled.recipe())
        .isEqualTo(Recipe.of(profiled.profile(), "its name " + name, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ops_mm_embedding_v1.py | x | ops_mm_embedding_v1.py | " + OPS,
        "config.json | {'model_type':'qwen2_vl','architectures':['OpsMMEmbeddingV1']} | architectures | "
            + OPS,
        "config.json | {'model_type':'qwen2_vl','auto_map':{'AutoModel':'a/b--ops_mm_embedding_v1.C'}} | auto_map | "
            + OPS,
        "config.json | {'model_type':'qwen2_vl','_name_or_path':'OpenSearch-AI/Ops-MM-embedding-v1-7B'} | origin | "
            + OPS,
        "gme_inference.py | x | gme_inference.py | " + GME,
        "modeling_gme_qwen2vl.py | x | modeling_gme_qwen2vl.py | " + GME,
        "config.json | {'model_type':'qwen2_vl','architectures':['GmeQwen2VL']} | architectures | "
            + GME,
        "config.json | {'model_type':'qwen2_vl','auto_map':{'AutoModel':'modeling_gme_qwen2vl.GmeQwen2VL'}} | auto_map | "
            + GME,
        "config.json | {'model_type':'qwen2_vl','_name_or_path':'./gme-Qwen2-VL-2B-Instruct'} | origin | "
            + GME,
      })
  void aFileIsAMark(String file, String content, String told, String profile) throws IOException {
    write(file, content.replace('\'', '"'));
    ProfiledFolder profiled = open("model", "auto");

    assertThat(profiled.profile().name()).isEqualTo(profile);
    assertThat(profiled.recipe().told()).contains(told);
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen3-VL-Reranker-2B, ''",
    "qwen3_vl_reranker_8b_mlx, ''",
    "snapshot, Qwen/Qwen3-VL-Reranker-8B",
    "my-reranker, ./Qwen3-VL-Reranker-2B"
  })
  void aRerankerIsKnownByItsNameOrThatOfWhatItWasMadeFrom(String name, String origin)
      throws IOException {
    write(
        "config.json",
        "{\"model_type\":\"qwen3_vl\",\"architectures\":[\"Qwen3VLForConditionalGeneration\"],"
            + "\"_name_or_path\":\""
            + origin
            + "\"}");
    assertThat(open(name, "auto").recipe().task()).isEqualTo(Task.RERANK);
  }

  @Test
  void aQwen3VlOfNoMarksIsNotTakenForOneOrTheOther() throws IOException {
    write(
        "config.json",
        "{\"model_type\":\"qwen3_vl\",\"architectures\":[\"Qwen3VLForConditionalGeneration\"]}");
    assertRefused("Qwen3-VL-2B-Instruct", "auto", "EMBEDDING_PROFILE");
    assertRefused("some-reranker", "auto", "another recipe");
    write("qwen3_vl_reranker.py", "x");
    assertThat(open("model", "auto").recipe().task()).isEqualTo(Task.RERANK);
    assertRefused("Qwen3-VL-Embedding-2B", "auto", "qwen3_vl_reranker.py", "several models");
  }

  /** The files of the published repository. */
  @Test
  void gmesOwnFolderIsServed() throws IOException {
    write(
        "config.json",
        PLAIN.replace(
            "}", ",\"auto_map\":{\"AutoConfig\":\"modeling_gme_qwen2vl.GmeQwen2VLConfig\"}}"));
    for (String code : new String[] {"custom_st", "gme_inference", "modeling_gme_qwen2vl"}) {
      write(code + ".py", "x");
    }
    write(
        "modules.json",
        """
        [{"idx":0,"name":"0","path":"","type":"custom_st.MultiModalTransformer"},
         {"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
         {"idx":2,"name":"2","path":"2_Normalize","type":"sentence_transformers.models.Normalize"}]
        """);
    write("1_Pooling/config.json", "{\"pooling_mode_lasttoken\":true}");

    assertThat(open("snapshot", "auto").profile().name()).isEqualTo(GME);
  }

  @Test
  void codeThatSeveralModelsHaveIsNoMark() throws IOException {
    write("custom_st.py", "x");
    assertRefused("model", "ops-mm-embedding-v1", "custom_st.py", "another recipe");
  }

  @Test
  void marksOfSeveralModelsAreRefused() throws IOException {
    write("gme_inference.py", "x");
    assertRefused("Ops-MM-embedding-v1-7B", "auto", "gme_inference.py", "its name Ops-MM");
  }

  @Test
  void aSettingThatTheFolderContradictsIsRefused() throws IOException {
    write("gme_inference.py", "x");
    assertRefused("model", "ops-mm-embedding-v1", "gme_inference.py", GME, "leave the setting out");
    assertThat(open("model", "gme-qwen2-vl").profile().name()).isEqualTo(GME);
    Path demonstration = Path.of("src/main/resources/demonstration");
    assertThatThrownBy(
            () ->
                CheckpointFolder.open(
                    new ModelLocation("demo", demonstration), "gme-qwen2-vl", false))
        .hasMessageContainingAll("EMBEDDING_PROFILE=gme-qwen2-vl", "tkr-embed-demo");
  }

  @Test
  void anotherArchitectureIsToldByName() throws IOException {
    write("config.json", "{\"model_type\":\"llama\"}");
    assertRefused("model", "auto", "config.json", "model_type is llama");
    Files.delete(folder.resolve("config.json"));
    assertRefused("model", "auto", "config.json", "no such file");
  }

  /** Of a model in the cache, {@code model list} says it without looking into the folder. */
  @ParameterizedTest
  @CsvSource({
    "OpenSearch-AI/Ops-MM-embedding-v1-2B, " + OPS,
    "OpenSearch-AI/Ops-MM-embedding-v1-7B, " + OPS,
    "Alibaba-NLP/gme-Qwen2-VL-2B-Instruct, " + GME,
    "Alibaba-NLP/gme-Qwen2-VL-7B-Instruct, " + GME,
  })
  void theRegistryOfNamesAgrees(String repository, String profile) {
    assertThat(new CachedModel(repository, "c", folder, 0, Optional.empty()).profile())
        .contains(profile);
    assertThat(open(ModelName.parse(repository).orElseThrow().model(), "auto").recipe().name())
        .isEqualTo(profile);
  }

  @Test
  void theSettingKnowsEveryProfile() throws IOException {
    for (KnownProfile known : KnownProfile.all()) {
      write("config.json", "{\"model_type\":\"" + known.architecture() + "\"}");
      FixedSettings settings = new FixedSettings().written(ModelSettings.PROFILE, known.id());
      assertThat(settings.get(ModelSettings.PROFILE)).isEqualTo(known.id());
      assertThat(open("model", known.id()).profile()).isEqualTo(known.profile());
    }
    assertThatThrownBy(() -> open("model", "other")).hasMessageContaining("known are");
  }

  @Test
  void aProfileOfAnotherArchitectureIsRefused() throws IOException {
    write("config.json", "{\"model_type\":\"qwen3_vl\"}");
    assertRefused("model", "ops-mm-embedding-v1", "EMBEDDING_PROFILE", "qwen2_vl", "qwen3_vl");
    assertRefused("gme-Qwen2-VL-2B", "auto", "its name", "qwen2_vl", "qwen3_vl");
    assertThat(open("Qwen3-VL-Embedding-2B", "auto").profile().name())
        .isEqualTo("Qwen3-VL-Embedding");
  }

  private ProfiledFolder open(String name, String setting) {
    return CheckpointFolder.open(new ModelLocation(name, folder), setting, false);
  }

  private void assertRefused(String name, String setting, String... parts) {
    assertThatThrownBy(() -> open(name, setting))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
