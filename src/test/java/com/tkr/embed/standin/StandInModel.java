package com.tkr.embed.standin;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOutput;
import java.util.List;

/** Takes the time it was told to take. */
final class StandInModel implements EmbeddingModel {
  private final ModelInfo info;
  private final StandInSettings settings;
  private final EngineRecord log;
  private final EngineGate gate;

  StandInModel(ModelInfo info, StandInSettings settings, EngineRecord log, EngineGate gate) {
    this.info = info;
    this.settings = settings;
    this.log = log;
    this.gate = gate;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public ModelOutput embed(List<ModelInput> batch) {
    gate.pass();
    long start = System.nanoTime();
    List<float[]> vectors =
        batch.stream().map(input -> StandInVector.of(input, info.embeddingDim())).toList();
    EngineCost.sleepUntil(start + settings.cost().nanos(batch));
    long end = System.nanoTime();
    if (settings.clock()) {
      vectors.forEach(vector -> EngineClock.write(vector, start, end));
    }
    if (settings.records()) {
      log.add(batch, start, end);
    }
    return new ModelOutput(vectors, 0, end - start);
  }

  @Override
  public void close() {}
}
