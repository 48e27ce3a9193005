package com.tkr.embed.batching;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInput;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands inputs of any thread to the one thread that owns the model, in packed batches. */
public final class Batcher implements AutoCloseable {
  private final BatchQueue queue;

  public Batcher(BatchLimits limits) {
    queue = new BatchQueue(limits);
  }

  /**
   * Queues all inputs or none.
   *
   * @return per input its pooled hidden state; cancelling one drops it if it is still waiting
   * @throws QueueFull when too much waits
   */
  public List<CompletableFuture<float[]>> submit(List<ModelInput> inputs) {
    List<PendingInput> pending = inputs.stream().map(PendingInput::new).toList();
    queue.add(pending);
    return pending.stream().map(PendingInput::vector).toList();
  }

  /** Runs batches on the calling thread, the model's owner, until closed or interrupted. */
  public void serve(EmbeddingModel model) {
    try {
      for (var batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        run(model, batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A failed batch is tried again one by one, so that an input harms none but itself. */
  private static void run(EmbeddingModel model, List<PendingInput> batch) {
    try {
      List<float[]> vectors =
          model.embed(batch.stream().map(PendingInput::input).toList()).pooled();
      for (int i = 0; i < vectors.size(); i++) {
        batch.get(i).vector().complete(vectors.get(i));
      }
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        batch.get(0).vector().completeExceptionally(failure(e));
      } else {
        batch.forEach(pending -> run(model, List.of(pending)));
      }
    }
  }

  private static InferenceFailed failure(RuntimeException e) {
    return e instanceof InferenceFailed failed ? failed : new InferenceFailed(e);
  }

  /** Ends {@link #serve} after the batch in work; what waits fails as not ready. */
  @Override
  public void close() {
    queue.close();
  }
}
