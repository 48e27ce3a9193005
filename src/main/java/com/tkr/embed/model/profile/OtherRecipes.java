package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.ModelLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models of the same architecture and other recipes (other prompts, positions, pooled tokens), most
 * of which nothing in their configuration sets apart: told by their code or their name.
 */
final class OtherRecipes {
  private static final Pattern CODE =
      Pattern.compile("(modeling_|gme|custom_st|processing_|image_processing_).*\\.py");
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?:^|[-_.])(gme|rzenembed|unite|unime|dse|mcdse|vdr|vlm2vec|lamra|b3_qwen2|reco"
              + "|oembedding|qqmm|ume|col(?:qwen|pali)\\w*|jina|nomic|rerank\\w*|reward\\w*)(?:[-_.]|$)");
  private static final Pattern OWN = Pattern.compile("(?i).*ops[-_.]mm[-_.]embedding.*");

  private OtherRecipes() {}

  static void check(ModelLocation location) {
    Path folder = location.folder();
    for (String file : CheckpointFolder.files(folder)) {
      if (CODE.matcher(file).matches()) {
        throw new ModelLoadFailed(
            folder.resolve(file) + ": code of another recipe: " + CheckpointFolder.WAY_OUT);
      }
    }
    if (OWN.matcher(location.name()).matches()) {
      return;
    }
    Matcher name = NAME.matcher(location.name());
    if (name.find()) {
      throw new ModelLoadFailed(
          "EMBEDDING_MODEL_PATH: the name %s is that of another recipe (%s): %s"
              .formatted(location.name(), name.group(1), CheckpointFolder.WAY_OUT));
    }
    JsonFile.object(folder.resolve("config.json")).ifPresent(OtherRecipes::checkOrigin);
  }

  /** What transformers writes of where the weights were loaded from. */
  private static void checkOrigin(Fields config) {
    for (String field : List.of("_name_or_path", "base_model_name_or_path")) {
      config
          .text(field)
          .map(path -> path.substring(path.lastIndexOf('/') + 1))
          .filter(name -> NAME.matcher(name).find())
          .ifPresent(
              name -> {
                throw config.refused(
                    field, "is " + name + ", of another recipe", CheckpointFolder.WAY_OUT);
              });
    }
  }
}
