package com.tkr.embed.embedding.batching;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.testing.EchoModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An engine on a clock of its own: a batch takes {@code fixed + perToken * tokens} nanoseconds, all
 * simulated. Its vectors are {@link EchoModel}'s.
 */
final class TimedModel implements EmbeddingModel, LongSupplier {
  private final EchoModel echo = new EchoModel();
  private final long fixed;
  private final long perToken;
  private final List<Long> batchTokens = new ArrayList<>();
  private long now = -5_000_000_000_000L;
  private Runnable during = () -> {};

  TimedModel(long fixed, long perToken) {
    this.fixed = fixed;
    this.perToken = perToken;
  }

  static ModelInput input(int id, int tokens) {
    int[] ids = new int[tokens];
    ids[0] = id;
    return new ModelInput(ids, 0, List.of());
  }

  @Override
  public long getAsLong() {
    return now;
  }

  void sleep(long nanos) {
    now += nanos;
  }

  /** Runs this a third into every batch. */
  void during(Runnable event) {
    during = event;
  }

  @Override
  public ModelInfo info() {
    return echo.info();
  }

  @Override
  public ModelOutput embed(List<ModelInput> batch) {
    long tokens = batch.stream().mapToLong(ModelInput::tokens).sum();
    long nanos = fixed + perToken * tokens;
    sleep(nanos / 3);
    during.run();
    sleep(nanos - nanos / 3);
    batchTokens.add(tokens);
    return echo.embed(batch);
  }

  /** Tokens of each batch, in order. */
  List<Long> batchTokens() {
    return batchTokens;
  }

  /** First ids of all inputs computed, in order. */
  List<Integer> firstIds() {
    return echo.firstIds();
  }

  @Override
  public void close() {}
}
