package com.tkr.embed.model.profile;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** {@code config.json}, where it tells whose vectors the weights are trained for. */
final class ModelConfig {
  private static final Set<String> ARCHITECTURES =
      Set.of(
          "Qwen2VLForConditionalGeneration",
          "Qwen2VLModel",
          "Qwen3VLForConditionalGeneration",
          "Qwen3VLModel");
  private static final List<String> ORIGINS = List.of("_name_or_path", "base_model_name_or_path");
  private static final List<String> POOLING =
      List.of("pooling", "pooling_type", "pooling_mode", "pooling_strategy", "pooler_type");

  private final List<Marks> marks;

  /** Of a folder that carries these marks. */
  ModelConfig(List<Marks> marks) {
    this.marks = marks;
  }

  /** Of another {@code model_type} the loader of weights says that it is not supported. */
  void check(Path folder) {
    JsonFile.object(folder.resolve("config.json"))
        .filter(config -> config.text("model_type").filter(KnownProfile::isKnown).isPresent())
        .ifPresent(this::check);
  }

  /** Names of the modules of Python that an {@code auto_map} points to. */
  static Stream<String> modules(Fields map) {
    return map.names().stream().flatMap(name -> map.texts(name).stream()).map(ModelConfig::module);
  }

  /** The names of what transformers wrote that the weights were loaded from. */
  static Stream<String> origins(Fields config) {
    return ORIGINS.stream()
        .flatMap(field -> config.text(field).stream())
        .map(path -> path.substring(path.lastIndexOf('/') + 1));
  }

  private void check(Fields config) {
    config.requireOneOf("architectures", architectures(), CheckpointFolder.NO_WAY);
    config.object("auto_map").ifPresent(this::checkCode);
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

  private Set<String> architectures() {
    Set<String> all = new HashSet<>(ARCHITECTURES);
    marks.forEach(model -> all.addAll(model.architectures()));
    return all;
  }

  private void checkCode(Fields map) {
    for (String name : map.names()) {
      for (String code : map.texts(name)) {
        if (!Marks.haveCode(marks, module(code))) {
          throw map.refused(
              name, "is " + code + ", code that is not run here", CheckpointFolder.NO_WAY);
        }
      }
    }
  }

  /** Of {@code repository--module.Class}, or without the repository. */
  private static String module(String code) {
    String name = code.substring(code.indexOf("--") < 0 ? 0 : code.indexOf("--") + 2);
    return name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
  }

  /** As the libraries call it: last, lasttoken, last_token, LAST, eos. */
  static boolean isLastToken(String pooling) {
    String name = pooling.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return Set.of("last", "lasttoken", "eos", "eostoken").contains(name);
  }
}
