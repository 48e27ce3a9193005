package com.tkr.embed.embedding.batching;

import com.tkr.embed.embedding.batching.BatchObserver.Drop;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.InferenceTimeout;
import com.tkr.embed.model.ModelOutput;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what waits to the engine, batch by batch, and hands the vectors out. One thread serves; any
 * may expire and look at what runs.
 */
final class BatchRunner {
  private final BatchQueue queue;
  private final BatchCost cost;
  private final BatchObserver observer;
  private final LongSupplier clock;
  private volatile BatchGuard guard = BatchGuard.NONE;
  private volatile @Nullable RunningBatch running;
  private volatile long runningSince;
  private volatile long batches;
  private volatile long computed;
  private long number;

  BatchRunner(BatchQueue queue, BatchCost cost, BatchObserver observer, LongSupplier clock) {
    this.queue = queue;
    this.cost = cost;
    this.observer = observer;
    this.clock = clock;
  }

  void guard(BatchGuard newGuard) {
    guard = newGuard;
  }

  /** What stands before the engine. */
  BatchGuard guard() {
    return guard;
  }

  /** The queue's figures with those of the batches. */
  QueueStats stats() {
    return queue.stats().computed(batches, computed);
  }

  /** Drops what has waited too long or past its deadline, and reports it to whoever waited. */
  void expire() {
    for (var dropped = queue.expire(); !dropped.isEmpty(); dropped = queue.expire()) {
      dropped.forEach(this::drop);
    }
  }

  private void drop(PendingInput pending) {
    boolean late = pending.isLate(clock.getAsLong());
    observer.dropped(late ? Drop.DEADLINE : Drop.AGE);
    pending
        .vector()
        .completeExceptionally(
            late
                ? new InferenceTimeout()
                : new QueueFull(BatchObserver.RejectionReason.AGE, queue.retryAfterSeconds(0)));
  }

  /** Runs batches on the calling thread, the model's owner, until closed or interrupted. */
  void serve(EmbeddingModel model) {
    try {
      while (awaitInput(model)) {
        serveOnce(model);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What requests share is kept as long as something waits; false when closed. */
  private boolean awaitInput(EmbeddingModel model) throws InterruptedException {
    if (queue.hasInput()) {
      return true;
    }
    model.forget();
    return queue.awaitInput();
  }

  /** Runs the batch that waits, if any. */
  void serveOnce(EmbeddingModel model) {
    expire();
    List<PendingInput> batch = SharedBeginnings.together(queue.poll());
    if (!batch.isEmpty()) {
      try {
        run(model, batch);
      } catch (Error e) {
        fail(batch, e);
        throw e;
      } finally {
        queue.finished(cost.rate());
      }
    }
  }

  /** A failed batch is tried again one by one, so that an input harms none but itself. */
  private void run(EmbeddingModel model, List<PendingInput> batch) {
    try {
      embed(model, batch);
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        fail(batch, e);
      } else {
        batch.stream().filter(PendingInput::isWanted).forEach(p -> retry(model, p));
      }
    }
  }

  private void retry(EmbeddingModel model, PendingInput pending) {
    if (pending.isLate(clock.getAsLong())) {
      drop(pending);
    } else {
      run(model, List.of(pending));
    }
  }

  private void embed(EmbeddingModel model, List<PendingInput> batch) {
    long tokens = batch.stream().mapToLong(PendingInput::tokens).sum();
    long start = clock.getAsLong();
    begin(batch, tokens, start);
    List<float[]> vectors = List.of();
    try {
      ModelOutput output = model.embed(batch.stream().map(PendingInput::input).toList());
      requireAll(output.pooled(), batch.size());
      vectors = output.pooled();
      cost.add(computedTokens(batch, vectors), clock.getAsLong() - start);
      report(batch, output, start);
    } finally {
      running = null;
      guard.end(vectors.isEmpty() ? List.of() : marks(batch));
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).vector().complete(vectors.get(i));
    }
  }

  /** An input that has no vector may have cost nothing, and must not make the engine look fast. */
  private static long computedTokens(List<PendingInput> batch, List<float[]> vectors) {
    return IntStream.range(0, batch.size())
        .filter(i -> ModelOutput.isFinite(vectors.get(i)))
        .mapToLong(i -> batch.get(i).tokens())
        .sum();
  }

  private void begin(List<PendingInput> batch, long tokens, long start) {
    long expected = cost.rate().batchNanos(tokens);
    guard.begin(marks(batch));
    runningSince = start;
    running = new RunningBatch(++number, batch.size(), tokens, expected, 0);
  }

  private static void requireAll(List<float[]> vectors, int size) {
    if (vectors.size() != size) {
      throw new IllegalStateException(vectors.size() + " vectors for " + size + " inputs");
    }
  }

  private void report(List<PendingInput> batch, ModelOutput output, long start) {
    batches++;
    computed += batch.size();
    long tokens = batch.stream().mapToLong(PendingInput::tokens).sum();
    long[] waits = batch.stream().mapToLong(pending -> start - pending.arrival()).toArray();
    observer.batch(
        new BatchObserver.Batch(
            batch.size(), tokens, output.visionNanos(), output.textNanos(), waits));
    tell(batch, output, start);
  }

  private static void tell(List<PendingInput> batch, ModelOutput output, long start) {
    Set<EngineTimes> told = Collections.newSetFromMap(new IdentityHashMap<>());
    for (PendingInput pending : batch) {
      if (told.add(pending.times())) {
        pending.times().ran(start - pending.arrival(), output.visionNanos(), output.textNanos());
      }
    }
  }

  private static List<BatchGuard.Mark> marks(List<PendingInput> batch) {
    return batch.stream().map(PendingInput::mark).toList();
  }

  private static void fail(List<PendingInput> batch, Throwable e) {
    InferenceFailed failure = e instanceof InferenceFailed failed ? failed : new InferenceFailed(e);
    batch.forEach(pending -> pending.vector().completeExceptionally(failure));
  }

  /** What the engine works on now; empty when idle. */
  Optional<RunningBatch> running() {
    RunningBatch now = running;
    return Optional.ofNullable(now).map(b -> b.after(clock.getAsLong() - runningSince));
  }
}
