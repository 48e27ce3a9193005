package com.tkr.embed.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.AnswerTokens;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.Task;
import com.tkr.embed.model.hub.ModelLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFolderTest {
  private static final String PROFILE =
      """
      {"name":"mine","demonstration":false,"prompt":"{instruction}{images}{text}<|im_end|>",
       "image":"<|image_pad|>","default_instruction":"d","min_pixels":1,"max_pixels":2,
       "max_length":3}
      """;

  /** By what the folder is known. */
  private enum Told {
    MARKS,
    ITS_OWN_PROFILE
  }

  @TempDir Path parent;
  private Path folder;

  /** The files of the published folders that matter here, with the fields that they have. */
  @BeforeEach
  void published() throws IOException {
    folder = Files.createDirectory(parent.resolve("checkpoint"));
    write(
        "config.json",
        """
        {"architectures":["Qwen2VLForConditionalGeneration"],"model_type":"qwen2_vl",
         "image_token_id":151655,"vision_config":{"in_chans":3,"model_type":"qwen2_vl"}}
        """);
    write(
        "preprocessor_config.json",
        """
        {"do_convert_rgb":true,"do_normalize":true,"do_rescale":true,"do_resize":true,
         "image_mean":[0.48145466,0.4578275,0.40821073],
         "image_processor_type":"Qwen2VLImageProcessor",
         "image_std":[0.26862954,0.26130258,0.27577711],"max_pixels":12845056,"merge_size":2,
         "min_pixels":3136,"patch_size":14,"processor_class":"Qwen2VLProcessor","resample":3,
         "rescale_factor":0.00392156862745098,
         "size":{"longest_edge":12845056,"shortest_edge":3136},"temporal_patch_size":2}
        """);
    for (String file :
        new String[] {
          "model.safetensors", "demo.py", "ops_mm_embedding_v1.py", "chat_template.json",
          "generation_config.json", "vocab.json", "added_tokens.json", "README.md"
        }) {
      write(file, "{}");
    }
    write("score/MMEB.json", "[1]");
  }

  /** As transformers 4.57 and sentence-transformers 5 write it. */
  @Test
  void aFolderOfQwen3VlEmbeddingIsServedByItsName() throws IOException {
    write(
        "config.json",
        """
        {"architectures":["Qwen3VLForConditionalGeneration"],"model_type":"qwen3_vl",
         "image_token_id":151655,"text_config":{"model_type":"qwen3_vl_text"},
         "vision_config":{"model_type":"qwen3_vl","patch_size":16,"spatial_merge_size":2}}
        """);
    Files.delete(folder.resolve("ops_mm_embedding_v1.py"));
    String processor =
        """
        {"do_convert_rgb":true,"do_normalize":true,"do_rescale":true,"do_resize":true,
         "image_mean":[0.5,0.5,0.5],"image_processor_type":"Qwen2VLImageProcessorFast",
         "image_std":[0.5,0.5,0.5],"merge_size":2,"patch_size":16,
         "processor_class":"Qwen3VLProcessor","resample":3,
         "size":{"longest_edge":1310720,"shortest_edge":65536},"temporal_patch_size":2}
        """;
    write("preprocessor_config.json", processor);
    write(
        "config_sentence_transformers.json",
        "{\"prompts\":{\"query\":\"Represent the user's input.\"},\"default_prompt_name\":null}");
    ModelLocation named = new ModelLocation("Qwen3-VL-Embedding-2B", folder);

    assertThat(CheckpointFolder.open(named, "auto", false).recipe().matryoshka()).isTrue();

    write("preprocessor_config.json", processor.replace("0.5,0.5,0.5", "0.4,0.5,0.5"));
    assertThatThrownBy(() -> CheckpointFolder.open(named, "auto", false))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("image_mean is [0.4, 0.5, 0.5], but [0.5, 0.5, 0.5] is served");
  }

  /** With the module by which sentence-transformers 5.4 scores. */
  @Test
  void aFolderOfQwen3VlRerankerIsServedByItsNameAlone() throws IOException {
    write(
        "config.json",
        """
        {"architectures":["Qwen3VLForConditionalGeneration"],"model_type":"qwen3_vl",
         "tie_word_embeddings":true,"text_config":{"model_type":"qwen3_vl_text"},
         "vision_config":{"model_type":"qwen3_vl","patch_size":16,"spatial_merge_size":2}}
        """);
    Files.delete(folder.resolve("ops_mm_embedding_v1.py"));
    write(
        "preprocessor_config.json",
        "{\"image_mean\":[0.5,0.5,0.5],\"image_std\":[0.5,0.5,0.5],\"patch_size\":16}");
    write(
        "modules.json",
        """
        [{"idx":0,"name":"0","path":"",
          "type":"sentence_transformers.base.modules.transformer.Transformer"},
         {"idx":1,"name":"1","path":"1_LogitScore",
          "type":"sentence_transformers.cross_encoder.modules.logit_score.LogitScore"}]
        """);
    write("1_LogitScore/config.json", "{\"true_token_id\":5,\"false_token_id\":4}");
    write("tokenizer.json", "{\"model\":{\"merges\":[],\"vocab\":{\"no\":4,\"yes\":5}}}");
    ModelLocation named = new ModelLocation("Qwen3-VL-Reranker-2B", folder);
    ProfiledFolder reranker = CheckpointFolder.open(named, "auto", false);

    assertThat(reranker.recipe().task()).isEqualTo(Task.RERANK);
    assertThat(reranker.answers()).contains(new AnswerTokens(5, 4));
    assertThatThrownBy(() -> open("Qwen3-VL-2B-Instruct")).isInstanceOf(ModelLoadFailed.class);

    // as the 8B's has it: the folder of that name is not there
    Path modules = folder.resolve("modules.json");
    Files.writeString(
        modules, Files.readString(modules).replace("1_LogitScore", "1_CausalScoreHead"));
    assertThat(CheckpointFolder.open(named, "auto", false).answers())
        .contains(new AnswerTokens(5, 4));

    write("1_LogitScore/config.json", "{\"true_token_id\":4,\"false_token_id\":5}");
    assertThatThrownBy(reranker::answers)
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("true_token_id is 4, but 5 is served");
    write("tokenizer.json", "{\"model\":{\"vocab\":{\"yes\":5}}}");
    assertThatThrownBy(reranker::answers)
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("has no token \"no\"");
  }

  @Test
  void thePublishedFilesAreServed() throws IOException {
    assertServed(Told.MARKS);
    assertServed(Told.ITS_OWN_PROFILE);
  }

  @Test
  void aConversionOfMlxIsServed() throws IOException {
    Files.delete(folder.resolve("ops_mm_embedding_v1.py"));
    write("config.json", "{\"model_type\":\"qwen2_vl\",\"vision_config\":{\"skip_vision\":true}}");
    write(
        "processor_config.json",
        "{\"processor_class\":\"Qwen2VLProcessor\",\"image_processor\":{"
            + "\"image_processor_type\":\"Qwen2VLImageProcessorFast\",\"rescale_factor\":0.00392156862745098,"
            + "\"size\":{\"longest_edge\":1003520,\"shortest_edge\":200704}}}");
    assertServed(Told.ITS_OWN_PROFILE);
    tell(Told.MARKS);
    assertThat(open("Ops-MM-embedding-v1-7B-4bit").recipe().told()).startsWith("its name");
  }

  @Test
  void lastTokenPoolingOfSentenceTransformersIsServed() throws IOException {
    write(
        "modules.json",
        """
        [{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"},
         {"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
         {"idx":2,"name":"2","path":"2_Normalize",
          "type":"sentence_transformers.base.modules.Normalize"}]
        """);
    write(
        "1_Pooling/config.json",
        "{\"pooling_mode_lasttoken\":true,\"pooling_mode_mean_tokens\":false,\"include_prompt\":true}");
    Files.createDirectory(folder.resolve("2_Normalize"));
    write(
        "config_sentence_transformers.json",
        "{\"prompts\":{\"query\":\"\",\"document\":\"\"},\"similarity_fn_name\":\"cosine\"}");
    assertServed(Told.MARKS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the file | what it holds | what the line names
        "config.json | {'model_type':'qwen2_vl','architectures':['Qwen2VLForSequenceClassification']} | architectures",
        "config.json | {'model_type':'qwen2_vl','architectures':['ColQwen2']} | architectures",
        "config.json | {'model_type':'qwen2_vl','architectures':['JinaVLForRanking']} | architectures",
        "config.json | {'model_type':'qwen2_vl','auto_map':{'AutoModel':'a/ops_mm_embedding_v1x--m.C'}} | auto_map.AutoModel",
        "config.json | {'model_type':'qwen2_vl','auto_map':{'AutoTokenizer':['x.Slow','x.Fast']}} | auto_map.AutoTokenizer",
        "config.json | {'model_type':'qwen2_vl','pooling':'mean'} | pooling is mean",
        "config.json | {'model_type':'qwen2_vl','a':1,'a':2} | not JSON",
        "config.json | [] | not a JSON object",
        "1_Pooling/config.json | {'pooling_mode_mean_tokens':true} | pooling_mode_mean_tokens is true",
        "1_Pooling/config.json | {'pooling_mode_cls_token':true,'pooling_mode_lasttoken':true} | pooling_mode_cls_token",
        "1_Pooling/config.json | {'pooling_mode_lasttoken':false} | pooling_mode_lasttoken is false",
        "1_Pooling/config.json | {'pooling_mode':'weightedmean'} | pooling_mode is weightedmean",
        "3_Pooling/config.json | {'pooling_mode_max_tokens':true} | 3_Pooling",
        "modules.json | [{'type':'sentence_transformers.models.Dense','path':'2_Dense'}] | type is sentence_transformers.models.Dense",
        "modules.json | [{'type':'custom_st.MultiModalTransformer'}] | type is custom_st",
        "modules.json | [{'type':'sentence_transformers.models.Pooling','path':'../x'}] | path",
        "modules.json | {} | not a JSON array",
        "2_Dense/config.json | {'in_features':8} | 2_Dense",
        "1_LayerNorm/config.json | {} | 1_LayerNorm",
        "config_sentence_transformers.json | {'similarity_fn_name':'MaxSim'} | similarity_fn_name is MaxSim",
        "sentence_bert_config.json | {'do_lower_case':true} | do_lower_case is true",
        "preprocessor_config.json | {'image_mean':[0.5,0.5,0.5]} | image_mean is [0.5, 0.5, 0.5]",
        "preprocessor_config.json | {'image_std':[0.5,0.5,0.5]} | image_std",
        "preprocessor_config.json | {'patch_size':16} | patch_size is 16",
        "preprocessor_config.json | {'merge_size':4} | merge_size is 4",
        "preprocessor_config.json | {'temporal_patch_size':1} | temporal_patch_size",
        "preprocessor_config.json | {'resample':2} | resample is 2",
        "preprocessor_config.json | {'do_normalize':false} | do_normalize is false",
        "preprocessor_config.json | {'rescale_factor':1} | rescale_factor is 1",
        "preprocessor_config.json | {'image_processor_type':'SiglipImageProcessor'} | image_processor_type",
        "preprocessor_config.json | {'processor_class':'ColQwen2Processor'} | processor_class",
        "preprocessor_config.json | {'auto_map':{'AutoProcessor':'p.P'}} | auto_map",
        "processor_config.json | {'image_processor':{'image_mean':[0,0,0]}} | image_processor.image_mean",
      })
  void whatNoProfileCouldDescribeIsRefused(String file, String json, String named)
      throws IOException {
    write(file, json.replace('\'', '"'));
    assertRefused(Told.MARKS, file.replaceAll("/.*", ""), named);
    assertRefused(Told.ITS_OWN_PROFILE, file.replaceAll("/.*", ""), named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config_sentence_transformers.json | {'prompts':{'query':'Query: '}} | prompts.query is Query:",
        "preprocessor_config.json | {'max_pixels':2007040} | max_pixels is 2007040",
        "preprocessor_config.json | {'min_pixels':784} | min_pixels",
        "preprocessor_config.json | {'size':{'shortest_edge':784}} | size.shortest_edge",
        "preprocessor_config.json | {'size':{'height':448,'width':448}} | size.height",
        "processor_config.json | {'image_processor':{'size':{'longest_edge':602112}}} | image_processor.size.longest_edge",
        "config.json | {'model_type':'qwen2_vl','_name_or_path':'Alibaba-NLP/gme-Qwen2-VL-2B-Instruct'} | origin gme-Qwen2-VL-2B-Instruct",
        "config.json | {'model_type':'qwen2_vl','_name_or_path':'MrLight/dse-qwen2-2b-mrl-v1'} | _name_or_path is dse",
        "config.json | {'model_type':'qwen2_vl','architectures':['GmeQwen2VL']} | architectures GmeQwen2VL",
        "config.json | {'model_type':'qwen2_vl','auto_map':{'AutoModel':'gme_inference.GmeQwen2VL'}} | auto_map gme_inference",
        "gme_inference.py | x | gme_inference.py",
        "custom_st.py | x | custom_st.py",
        "modeling_rzen.py | x | modeling_rzen.py",
      })
  void whatAProfileMayDescribeIsRefusedWithoutOne(String file, String json, String named)
      throws IOException {
    write(file, json.replace('\'', '"'));
    assertRefused(Told.MARKS, file, named, "embedding_profile.json");
    assertServed(Told.ITS_OWN_PROFILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gme-Qwen2-VL-2B-Instruct",
        "dse-qwen2-2b-mrl-v1",
        "RzenEmbed",
        "Unite-Base-Qwen2-VL-2B",
        "VLM2Vec-Qwen2VL-7B",
        "mcdse-2b-v1",
        "vdr-2b-multi-v1",
        "colqwen2-v1.0",
        "LamRA-Ret",
        "my.reranker"
      })
  void theNameOfAnotherRecipeIsRefused(String name) throws IOException {
    assertThatThrownBy(() -> open(name))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining(name)
        .hasMessageContaining("embedding_profile.json");
    tell(Told.ITS_OWN_PROFILE);
    assertThat(open(name).profile().name()).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ops-MM-embedding-v1-7B",
        "Qwen2-VL-7B-Instruct-4bit",
        "Ops-MM-embedding-v1-2B-dse",
        "recovered",
        "model"
      })
  void otherNamesAreNot(String name) {
    assertThat(open(name).profile().name()).isEqualTo("Ops-MM-embedding-v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adapter_config.json",
        "adapter_model.safetensors",
        "adapter_model-00001-of-00002.safetensors",
        "adapter_model.bin",
        "adapters.safetensors",
        "pytorch_lora_weights.safetensors",
        "non_lora_trainables.bin",
        "default/adapter_config.json",
        "checkpoint-500/adapter_model.safetensors"
      })
  void anAdapterBesideBaseWeightsIsRefusedUnlessIgnored(String file) throws IOException {
    write(file, "{}");
    for (Told told : Told.values()) {
      assertRefused(told, file, "adapter beside", "EMBEDDING_IGNORE_ADAPTERS=true");
      tell(told);
      assertThatCode(() -> CheckpointFolder.open(location("checkpoint"), "auto", true))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAdapterAloneIsRefusedInAnyCase(boolean ignored) throws IOException {
    Files.delete(folder.resolve("model.safetensors"));
    write("adapter_model.safetensors", "x");
    write("adapter_config.json", "{\"base_model_name_or_path\":\"Qwen/Qwen2-VL-2B-Instruct\"}");
    assertThatThrownBy(() -> CheckpointFolder.open(location("checkpoint"), "auto", ignored))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("adapter_config.json")
        .hasMessageContaining("Qwen/Qwen2-VL-2B-Instruct")
        .hasMessageContaining("without base weights")
        .hasMessageContaining("merge");
  }

  /** The loader of weights names what it does not support. */
  @Test
  void anotherModelTypeIsLeftToTheLoader() throws IOException {
    write("config.json", "{\"model_type\":\"qwen2_5_vl\",\"architectures\":[\"Other\"]}");
    assertServed(Told.MARKS);
  }

  private ModelLocation location(String name) {
    return new ModelLocation(name, folder);
  }

  private ProfiledFolder open(String name) {
    return CheckpointFolder.open(location(name), "auto", false);
  }

  private void tell(Told told) throws IOException {
    if (told == Told.ITS_OWN_PROFILE) {
      write("embedding_profile.json", PROFILE);
    } else {
      Files.deleteIfExists(folder.resolve("embedding_profile.json"));
    }
  }

  private void assertServed(Told told) throws IOException {
    tell(told);
    assertThatCode(() -> open("checkpoint")).doesNotThrowAnyException();
  }

  private void assertRefused(Told told, String... parts) throws IOException {
    tell(told);
    assertThatThrownBy(() -> open("checkpoint"))
        .isInstanceOf(ModelLoadFailed.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
