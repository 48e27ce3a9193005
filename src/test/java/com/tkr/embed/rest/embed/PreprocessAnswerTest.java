package com.tkr.embed.rest.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.embedding.SeenPictures;
import com.tkr.embed.input.SeenPicture;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.standin.StandInRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture's grid, in the patches and tokens of the model that serves. */
class PreprocessAnswerTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"14,1,14", "14,2,28", "14,3,42", "16,2,32"})
  void patches_and_tokens_are_those_of_the_checkpoints_configuration(int patch, int merge, int side)
      throws IOException {
    SeenPicture picture = new SeenPicture(100, 50, 4 * side, 2 * side, Optional.empty());
    JsonNode json = json(new SeenPictures(model(patch, merge), List.of(picture)));
    assertThat(json.path("patch_size").asInt()).isEqualTo(patch);
    assertThat(json.path("merge_size").asInt()).isEqualTo(merge);
    JsonNode image = json.path("images").path(0);
    assertThat(image.path("tokens").asInt()).isEqualTo(8);
    assertThat(image.path("image_grid_thw").toString())
        .isEqualTo("[1,%d,%d]".formatted(2 * merge, 4 * merge));
  }

  private ModelInfo model(int patch, int merge) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"vocab_size": 9, "max_position_embeddings": 9,
         "vision_config": {"patch_size": %d, "spatial_merge_size": %d}}
        """
            .formatted(patch, merge));
    return StandInRuntime.info(folder, 2);
  }

  @SuppressWarnings("unchecked")
  private static JsonNode json(SeenPictures seen) {
    Map<String, Object> json = (Map<String, Object>) new PreprocessAnswer(seen).json();
    json.computeIfPresent("images", (name, images) -> ((Stream<Object>) images).toList());
    return new ObjectMapper().valueToTree(json);
  }
}
