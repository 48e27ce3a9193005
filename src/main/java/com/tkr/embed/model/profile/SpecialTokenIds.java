package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The ids that {@code tokenizer.json} gives to special tokens, held against those that the weights
 * were trained with.
 */
public final class SpecialTokenIds {
  /** config.json's fields and the tokens that they are the ids of. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "image_token_id", "<|image_pad|>",
          "video_token_id", "<|video_pad|>",
          "vision_start_token_id", "<|vision_start|>",
          "vision_end_token_id", "<|vision_end|>");

  private static final int FIRST = 151_643;

  /** Qwen2-VL's, from {@value #FIRST} on. */
  private static final String[] QWEN2_VL = {
    "endoftext", "im_start", "im_end", "object_ref_start", "object_ref_end", "box_start", "box_end",
    "quad_start", "quad_end", "vision_start", "vision_end", "vision_pad", "image_pad", "video_pad"
  };

  /** Pooled tokens of other recipes, such as {@code <emb>} and {@code <|embed_token|>}. */
  private static final Pattern MARKER =
      Pattern.compile("<\\|?([a-z]+_)*emb(ed(ding)?)?(_[a-z0-9]+)*\\|?>");

  private final Path folder;
  private final Map<String, Integer> tokens;
  private final boolean added;

  /**
   * The tokens of a folder.
   *
   * @param tokens every added token by its text
   * @param added whether the file's post-processor adds special tokens to every text
   */
  public SpecialTokenIds(Path folder, Map<String, Integer> tokens, boolean added) {
    this.folder = folder;
    this.tokens = Map.copyOf(tokens);
    this.added = added;
  }

  /**
   * Refuses ids that contradict the model or the recipe.
   *
   * @param vocabulary rows of the embedding table
   * @throws ModelLoadFailed with one line that names the file, the field and the way out
   */
  public void check(Recipe recipe, int vocabulary) {
    JsonFile.object(folder.resolve("config.json")).ifPresent(this::checkConfig);
    Optional<Fields> decoder =
        JsonFile.object(folder.resolve("tokenizer_config.json"))
            .flatMap(config -> config.object("added_tokens_decoder"));
    decoder.ifPresent(this::checkDecoder);
    if (recipe.assumed()) {
      decoder.ifPresent(SpecialTokenIds::checkMarkers);
      if (added) {
        throw refused("post_processor: adds tokens to every text", CheckpointFolder.WAY_OUT);
      }
      tokens.keySet().forEach(this::checkMarker);
      if (vocabulary >= FIRST + QWEN2_VL.length) {
        checkPublished();
      }
    }
  }

  private void checkConfig(Fields config) {
    FIELDS.forEach(
        (field, token) -> {
          if (tokens.containsKey(token)) {
            config.require(
                field,
                tokens.get(token),
                "tokenizer.json's id of " + token + "; take both files from one model");
          }
        });
  }

  private void checkDecoder(Fields decoder) {
    for (String id : decoder.names()) {
      decoder
          .object(id)
          .flatMap(token -> token.text("content"))
          .filter(token -> tokens.containsKey(token) && !id.equals(tokens.get(token).toString()))
          .ifPresent(
              token -> {
                throw decoder.refused(
                    id,
                    "is " + token + ", of which tokenizer.json has id " + tokens.get(token),
                    "take both files from one model");
              });
    }
  }

  /** transformers adds these to the tokens of tokenizer.json. */
  private static void checkMarkers(Fields decoder) {
    for (String id : decoder.names()) {
      decoder
          .object(id)
          .flatMap(token -> token.text("content"))
          .filter(MARKER.asMatchPredicate())
          .ifPresent(
              token -> {
                throw decoder.refused(id, "is " + token, CheckpointFolder.WAY_OUT);
              });
    }
  }

  private void checkMarker(String token) {
    if (MARKER.matcher(token).matches()) {
      throw refused("added_tokens: holds the token " + token, CheckpointFolder.WAY_OUT);
    }
  }

  private void checkPublished() {
    for (int i = 0; i < QWEN2_VL.length; i++) {
      String token = "<|" + QWEN2_VL[i] + "|>";
      int id = tokens.getOrDefault(token, FIRST + i);
      if (id != FIRST + i) {
        throw refused(
            "added_tokens: the id of %s is %d, in Qwen2-VL %d".formatted(token, id, FIRST + i),
            "take tokenizer.json from the model's own folder");
      }
    }
  }

  private ModelLoadFailed refused(String why, String wayOut) {
    return new ModelLoadFailed(folder.resolve("tokenizer.json") + ": " + why + ": " + wayOut);
  }
}
