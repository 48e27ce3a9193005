package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files by which sentence-transformers tells what follows the transformer: {@code
 * modules.json}, a folder per module ({@code 1_Pooling}, {@code 2_Dense}), and prompts.
 */
final class SentenceTransformers {
  private static final String LIBRARY = "sentence_transformers.";
  private static final Pattern MODULE_FOLDER = Pattern.compile("\\d+_(\\w+)");
  private static final Pattern OWN_FOLDER = Pattern.compile("\\d+_(Transformer|Pooling|Normalize)");
  private static final Pattern OWN_TYPE =
      Pattern.compile("sentence_transformers\\.([a-z_.]+\\.)?(Transformer|Pooling|Normalize)");
  private static final Pattern POOLING_MODE = Pattern.compile("pooling_mode_.*");
  private static final Set<String> SIMILARITIES = Set.of("cosine", "dot", "euclidean", "manhattan");

  private final Path folder;
  private final List<Marks> marks;

  /** Of a folder that carries these marks. */
  SentenceTransformers(Path folder, List<Marks> marks) {
    this.folder = folder;
    this.marks = marks;
  }

  /** Refuses what no profile could describe. */
  void check() {
    for (Fields module : JsonFile.objects(folder.resolve("modules.json"))) {
      module
          .text("type")
          .filter(type -> !isComputed(type))
          .ifPresent(
              type -> {
                throw module.refused(
                    "type", "is " + type + ", which is not computed", CheckpointFolder.NO_WAY);
              });
      if (module.text("type").filter(type -> type.endsWith(".Pooling")).isPresent()) {
        checkPooling(folder.resolve(path(module)));
      }
    }
    CheckpointFolder.folders(folder).forEach(this::checkModuleFolder);
    JsonFile.object(folder.resolve("config_sentence_transformers.json"))
        .ifPresent(
            config ->
                config.requireOneOf("similarity_fn_name", SIMILARITIES, CheckpointFolder.NO_WAY));
    JsonFile.object(folder.resolve("sentence_bert_config.json"))
        .ifPresent(config -> config.require("do_lower_case", false, CheckpointFolder.NO_WAY));
  }

  /**
   * Refuses prompts but the default instruction; a profile of the folder's own would say which one
   * counts.
   */
  void checkPrompts(String instruction) {
    JsonFile.object(folder.resolve("config_sentence_transformers.json"))
        .flatMap(config -> config.object("prompts"))
        .ifPresent(
            prompts ->
                prompts.names().stream()
                    .filter(name -> !prompts.texts(name).equals(List.of(instruction)))
                    .forEach(name -> prompts.require(name, "", CheckpointFolder.WAY_OUT)));
  }

  private boolean isComputed(String type) {
    return OWN_TYPE.matcher(type).matches()
        || type.startsWith(LIBRARY)
            && Marks.haveModule(marks, type.substring(type.lastIndexOf('.') + 1))
        || Marks.haveCode(marks, type.substring(0, Math.max(0, type.indexOf('.'))));
  }

  private static String path(Fields pooling) {
    String path = pooling.text("path").orElse("1_Pooling");
    if (!path.matches("[\\w.-]+")) {
      throw pooling.refused("path", "is no folder's plain name", CheckpointFolder.NO_WAY);
    }
    return path;
  }

  private void checkModuleFolder(String name) {
    Matcher module = MODULE_FOLDER.matcher(name);
    if (module.matches()
        && !OWN_FOLDER.matcher(name).matches()
        && !Marks.haveModule(marks, module.group(1))) {
      throw new ModelLoadFailed(
          folder.resolve(name)
              + ": a module after the transformer that is not computed: "
              + CheckpointFolder.NO_WAY);
    }
    if (name.endsWith("_Pooling")) {
      checkPooling(folder.resolve(name));
    }
  }

  private static void checkPooling(Path place) {
    JsonFile.object(place.resolve("config.json"))
        .ifPresent(
            pooling -> {
              pooling.names().stream()
                  .filter(POOLING_MODE.asMatchPredicate())
                  .forEach(
                      mode ->
                          pooling.require(
                              mode,
                              mode.equals("pooling_mode_lasttoken"),
                              CheckpointFolder.NO_WAY));
              for (String mode : pooling.texts("pooling_mode")) {
                if (!ModelConfig.isLastToken(mode)) {
                  throw pooling.refused(
                      "pooling_mode",
                      "is " + mode + ", not the last token",
                      CheckpointFolder.NO_WAY);
                }
              }
            });
  }
}
