package com.tkr.embed.model.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code config.json}, where it tells whose vectors the weights are trained for. */
final class ModelConfig {
  private static final Set<String> ARCHITECTURES =
      Set.of("Qwen2VLForConditionalGeneration", "Qwen2VLModel", "OpsMMEmbeddingV1");
  private static final String OWN_CODE = "ops_mm_embedding_v1.";
  private static final List<String> POOLING =
      List.of("pooling", "pooling_type", "pooling_mode", "pooling_strategy", "pooler_type");

  private ModelConfig() {}

  /** Of another {@code model_type} the loader of weights says that it is not supported. */
  static void check(Path folder) {
    JsonFile.object(folder.resolve("config.json"))
        .filter(config -> config.text("model_type").filter("qwen2_vl"::equals).isPresent())
        .ifPresent(ModelConfig::check);
  }

  private static void check(Fields config) {
    config.requireOneOf("architectures", ARCHITECTURES, CheckpointFolder.NO_WAY);
    config.object("auto_map").ifPresent(ModelConfig::checkCode);
    for (String field : POOLING) {
      config
          .text(field)
          .filter(pooling -> !isLastToken(pooling))
          .ifPresent(
              pooling -> {
                throw config.refused(
                    field, "is " + pooling + ", not the last token", CheckpointFolder.NO_WAY);
              });
    }
  }

  private static void checkCode(Fields map) {
    for (String name : map.names()) {
      for (String code : map.texts(name)) {
        if (!code.substring(code.indexOf("--") < 0 ? 0 : code.indexOf("--") + 2)
            .startsWith(OWN_CODE)) {
          throw map.refused(
              name, "is " + code + ", code that is not run here", CheckpointFolder.NO_WAY);
        }
      }
    }
  }

  /** As the libraries call it: last, lasttoken, last_token, LAST, eos. */
  static boolean isLastToken(String pooling) {
    String name = pooling.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return Set.of("last", "lasttoken", "eos", "eostoken").contains(name);
  }
}
