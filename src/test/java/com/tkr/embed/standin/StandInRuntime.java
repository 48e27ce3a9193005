package com.tkr.embed.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.LoadListener;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelRuntime;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens any checkpoint as the stand-in, with the checkpoint's tokenizer and image shapes. */
@Alternative
@Priority(1)
@ApplicationScoped
public class StandInRuntime implements ModelRuntime {
  @Inject private StandInSettings settings;
  @Inject private EngineRecord log;
  @Inject private EngineGate gate;

  @Override
  public EmbeddingModel open(
      String name, Path folder, ModelOptions options, LoadListener listener) {
    return new StandInModel(info(folder, settings.dimensions()), settings, log, gate);
  }

  @Override
  public ModelInfo inspect(String name, Path folder, ModelOptions options) {
    return info(folder, settings.dimensions());
  }

  /**
   * What the stand-in says of itself over a checkpoint's folder.
   *
   * @param dimensions floats per vector
   */
  public static ModelInfo info(Path folder, int dimensions) {
    Map<String, Integer> config = integers(folder.resolve("config.json"));
    return new ModelInfo(
        "stand-in",
        dimensions,
        config.get("vocab_size"),
        config.get("max_position_embeddings"),
        config.get("max_position_embeddings"),
        config.get("patch_size") * config.get("spatial_merge_size"),
        config.get("spatial_merge_size"),
        "cpu",
        "own",
        "exact",
        "none",
        0,
        "stand-in",
        "1",
        Optional.empty());
  }

  /** Every whole number of a JSON file by its name, at any depth. */
  private static Map<String, Integer> integers(Path file) {
    Map<String, Integer> integers = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
          integers.put(json.currentName(), json.getIntValue());
        }
      }
      return integers;
    } catch (IOException e) {
      throw new ModelLoadFailed("config.json cannot be read: " + e, e);
    }
  }

  @Override
  public long availableBytes() {
    return Long.MAX_VALUE;
  }
}
