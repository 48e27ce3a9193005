package com.tkr.embed.standin;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelRuntime;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/** Opens any checkpoint as the stand-in, with the checkpoint's tokenizer and image shapes. */
@Alternative
@Priority(1)
@ApplicationScoped
public class StandInRuntime implements ModelRuntime {
  @Inject private StandInSettings settings;
  @Inject private EngineRecord log;

  @Override
  public EmbeddingModel open(
      String name, Path folder, ModelOptions options, DoubleConsumer progress) {
    return new StandInModel(info(folder, settings.dimensions()), settings, log);
  }

  /**
   * What the stand-in says of itself over a checkpoint's folder.
   *
   * @param dimensions floats per vector
   */
  public static ModelInfo info(Path folder, int dimensions) {
    JsonObject config = config(folder);
    JsonObject vision = config.getJsonObject("vision_config");
    return new ModelInfo(
        "stand-in",
        dimensions,
        config.getInt("vocab_size"),
        config.getInt("max_position_embeddings"),
        vision.getInt("patch_size") * vision.getInt("spatial_merge_size"),
        "cpu",
        "own",
        "none",
        0,
        "stand-in",
        "1");
  }

  private static JsonObject config(Path folder) {
    try (Reader text = Files.newBufferedReader(folder.resolve("config.json"));
        JsonReader json = Json.createReader(text)) {
      return json.readObject();
    } catch (IOException e) {
      throw new ModelLoadFailed("config.json cannot be read: " + e, e);
    }
  }
}
