package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.ModelLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models of the same architecture and other recipes (other prompts, positions, pooled tokens) of
 * which no profile is known, most of which nothing in their configuration sets apart: told by their
 * code or their name.
 */
final class OtherRecipes {
  private static final Pattern CODE =
      Pattern.compile("((modeling_|gme|custom_st|processing_|image_processing_).*)\\.py");
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?:^|[-_.])(rzenembed|unite|unime|dse|mcdse|vdr|vlm2vec|lamra|b3_qwen2|reco"
              + "|oembedding|qqmm|ume|col(?:qwen|pali)\\w*|jina|nomic|rerank\\w*|reward\\w*)(?:[-_.]|$)");

  /** Of a known reranker's folder no other recipe. */
  private static final Pattern RERANKER = Pattern.compile("(?i)rerank.*");

  private final ModelLocation location;
  private final List<Marks> marks;
  private final boolean reranker;

  /**
   * @param marks of known models, which the folder carries
   * @param reranker whether one of them is a reranker
   */
  OtherRecipes(ModelLocation location, List<Marks> marks, boolean reranker) {
    this.location = location;
    this.marks = marks;
    this.reranker = reranker;
  }

  void check() {
    Path folder = location.folder();
    CheckpointFolder.files(folder).forEach(this::checkCode);
    if (marks.stream().anyMatch(model -> model.isName(location.name()))) {
      return;
    }
    Matcher name = NAME.matcher(location.name());
    if (name.find() && !(reranker && RERANKER.matcher(name.group(1)).matches())) {
      throw new ModelLoadFailed(
          "EMBEDDING_MODEL_PATH: the name %s is that of another recipe (%s): %s"
              .formatted(location.name(), name.group(1), CheckpointFolder.WAY_OUT));
    }
    JsonFile.object(folder.resolve("config.json")).ifPresent(this::checkOrigin);
  }

  private void checkCode(String file) {
    Matcher code = CODE.matcher(file);
    if (code.matches() && !Marks.haveCode(marks, code.group(1))) {
      throw new ModelLoadFailed(
          location.folder().resolve(file)
              + ": code of another recipe: "
              + CheckpointFolder.WAY_OUT);
    }
  }

  private void checkOrigin(Fields config) {
    ModelConfig.origins(config)
        .filter(origin -> marks.stream().noneMatch(model -> model.isName(origin)))
        .filter(origin -> NAME.matcher(origin).find())
        .findFirst()
        .ifPresent(
            origin -> {
              throw config.refused(
                  "_name_or_path",
                  "is " + origin + ", of another recipe",
                  CheckpointFolder.WAY_OUT);
            });
  }
}
