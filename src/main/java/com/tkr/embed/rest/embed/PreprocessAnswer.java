package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.SeenPictures;
import com.tkr.embed.input.SeenPicture;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what the model sees of pictures, in the words of Qwen-VL's image processor. */
record PreprocessAnswer(SeenPictures seen) implements Answer {
  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", seen.model().name());
    json.put("patch_size", patch());
    json.put("merge_size", seen.model().mergeSize());
    json.put("images", seen.pictures().stream().map(this::picture));
    return json;
  }

  private int patch() {
    return seen.model().imageFactor() / seen.model().mergeSize();
  }

  private Map<String, Object> picture(SeenPicture picture) {
    int rows = picture.seenHeight() / patch();
    int columns = picture.seenWidth() / patch();
    int merge = seen.model().mergeSize();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("width", picture.width());
    json.put("height", picture.height());
    json.put("resized_width", picture.seenWidth());
    json.put("resized_height", picture.seenHeight());
    json.put("image_grid_thw", List.of(1, rows, columns));
    json.put("tokens", rows * columns / (merge * merge));
    picture.pixels().ifPresent(pixels -> json.put("pixels", pixels.rgb()));
    return json;
  }
}
