package com.tkr.embed.testing;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model whose vector is its input: [first id, tokens]. It fails on {@link #POISON} and records
 * its batches.
 */
public final class EchoModel implements EmbeddingModel {
  /** A first id that fails the whole batch. */
  public static final int POISON = -1;

  private final ModelInfo info;
  private final List<List<ModelInput>> batches = new ArrayList<>();
  private int damaged = POISON;

  public EchoModel() {
    this(
        new ModelInfo(
            "echo",
            2,
            1000,
            512,
            512,
            28,
            2,
            "cpu",
            "own",
            "exact",
            "none",
            0,
            "Echo",
            "1",
            Optional.empty()));
  }

  /** A model that says this of itself; its vectors have two floats all the same. */
  public EchoModel(ModelInfo info) {
    this.info = info;
  }

  /** From now on, inputs with this id have no vector. */
  public EchoModel damagedAt(int id) {
    damaged = id;
    return this;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public synchronized ModelOutput embed(List<ModelInput> batch) {
    if (batch.stream().anyMatch(input -> input.inputIds()[0] == POISON)) {
      throw new IllegalStateException("poison");
    }
    batches.add(batch);
    return new ModelOutput(batch.stream().map(this::row).toList(), 0, 0);
  }

  private float[] row(ModelInput input) {
    boolean sound = IntStream.of(input.inputIds()).noneMatch(id -> id == damaged);
    return sound
        ? new float[] {input.inputIds()[0], input.tokens()}
        : new float[] {Float.NaN, Float.NaN};
  }

  /** Inputs in each batch that succeeded. */
  public synchronized List<Integer> batchSizes() {
    return batches.stream().map(List::size).toList();
  }

  /** First ids of all inputs computed, in order. */
  public synchronized List<Integer> firstIds() {
    return batches.stream().flatMap(List::stream).map(input -> input.inputIds()[0]).toList();
  }

  @Override
  public void close() {}
}
