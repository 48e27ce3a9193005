package com.tkr.embed.embedding.batching;

import com.tkr.embed.embedding.batching.BatchObserver.Drop;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.InferenceTimeout;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelOutput;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Hands inputs of any thread to the one thread that owns the model, in packed batches.
 *
 * <p>A request first reserves a reservation by an estimate of its tokens, before the expensive
 * preparation (tokenising, decoding); then it submits its inputs into that reservation:
 *
 * <pre>{@code
 * Reservation reservation = batcher.reserve(caller, estimatedTokens, deadlineNanos);   // may refuse
 * prepare(inputs)
 *     .thenApply(prepared -> batcher.submit(reservation, prepared))
 *     .whenComplete((vectors, failure) -> reservation.close());                  // harmless after submit
 * }</pre>
 *
 * <p>Something must call {@link #expire} several times a second: the engine's watchdog does.
 * Futures complete on the engine's thread, or on the one that expires or closes: continue with the
 * {@code Async} methods of CompletableFuture where there is more to do than hand a vector on.
 *
 * <p>Stopping: {@link #drain}, {@link #awaitIdle}, {@link #close}. Thread-safe.
 */
public final class Batcher implements AutoCloseable {
  /** A deadline that never passes. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private static final System.Logger LOG = System.getLogger(Batcher.class.getName());

  private final BatchObserver observer;
  private final LongSupplier clock;
  private final long epoch;
  private final BatchCost cost;
  private final BatchQueue queue;
  private volatile BatchGuard guard = BatchGuard.NONE;
  private volatile RunningBatch running;
  private volatile long runningSince;
  private volatile long batches;
  private volatile long computed;
  private long number;

  /** A batcher on the system's clock. */
  public Batcher(BatchLimits limits, BatchObserver observer) {
    this(limits, observer, System::nanoTime);
  }

  /** A batcher on a clock like {@link System#nanoTime}. */
  public Batcher(BatchLimits limits, BatchObserver observer, LongSupplier nanoClock) {
    this.observer = observer;
    epoch = nanoClock.getAsLong();
    clock = () -> nanoClock.getAsLong() - epoch;
    cost = new BatchCost(limits.batchTokens());
    queue = new BatchQueue(limits, clock, cost.rate());
  }

  /** Puts a guard before the engine; to be called before the first submission. */
  public void guard(BatchGuard newGuard) {
    guard = newGuard;
  }

  /**
   * Lets a request in, by what it will probably bring. Takes microseconds.
   *
   * @param caller who shares the queue fairly with the other callers, e.g. an API key's id
   * @param estimatedTokens of all its inputs; rather too many than too few
   * @param deadlineNanos on this batcher's clock, after which its inputs are dropped, or {@link
   *     #NO_DEADLINE}
   * @throws QueueFull when too much waits; says when there will be room
   * @throws ModelNotReady when draining or closed
   * @throws com.tkr.embed.error.EmbeddingException INFERENCE_TIMEOUT when the deadline has passed
   */
  public Reservation reserve(String caller, long estimatedTokens, long deadlineNanos) {
    long deadline = deadlineNanos == NO_DEADLINE ? NO_DEADLINE : deadlineNanos - epoch;
    try {
      return queue.reserve(caller, estimatedTokens, deadline);
    } catch (QueueFull e) {
      tell(o -> o.refused(e.reason()));
      throw e;
    }
  }

  /**
   * Queues all inputs or none, and uses the reservation.
   *
   * @return per input its pooled hidden state; cancelling one drops it if it is still waiting, and
   *     gives its tokens back at once
   * @throws QueueFull when the inputs have more tokens than estimated and the queue no room for
   *     them
   * @throws ModelNotReady when closed
   * @throws com.tkr.embed.error.EmbeddingException when the guard refuses an input, or
   *     INFERENCE_TIMEOUT when the deadline has passed
   * @throws IllegalStateException when the reservation was used or closed
   */
  public List<CompletableFuture<float[]>> submit(Reservation reservation, List<ModelInput> inputs) {
    try (reservation) {
      List<PendingInput> pending = inputs.stream().map(this::pending).toList();
      queue.add(reservation, pending);
      return pending.stream().map(PendingInput::vector).toList();
    } catch (QueueFull e) {
      tell(o -> o.refused(e.reason()));
      throw e;
    }
  }

  private PendingInput pending(ModelInput input) {
    PendingInput pending = new PendingInput(input, guard.mark(input));
    pending
        .vector()
        .whenComplete(
            (vector, failure) -> {
              if (failure != null && queue.remove(pending)) {
                tell(o -> o.dropped(Drop.CANCELLED));
              }
            });
    return pending;
  }

  /** Drops what has waited too long or past its deadline, and tells who waited for it. */
  public void expire() {
    for (var dropped = queue.expire(); !dropped.isEmpty(); dropped = queue.expire()) {
      dropped.forEach(this::drop);
    }
  }

  private void drop(PendingInput pending) {
    boolean late = pending.isLate(clock.getAsLong());
    tell(o -> o.dropped(late ? Drop.DEADLINE : Drop.AGE));
    pending
        .vector()
        .completeExceptionally(
            late
                ? new InferenceTimeout()
                : new QueueFull(BatchObserver.RejectionReason.AGE, queue.retryAfterSeconds(0)));
  }

  /**
   * Tells what the engine needed outside {@link #serve}, e.g. for its first embedding, so that the
   * first requests are judged by more than nothing. Before {@link #serve}, on the same thread.
   */
  public void learn(long tokens, long nanos) {
    cost.add(tokens, nanos);
    queue.learn(cost.rate());
  }

  /** Runs batches on the calling thread, the model's owner, until closed or interrupted. */
  public void serve(EmbeddingModel model) {
    try {
      while (queue.awaitInput()) {
        serveOnce(model);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the batch that waits, if any. */
  void serveOnce(EmbeddingModel model) {
    expire();
    List<PendingInput> batch = queue.poll();
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
    tell(
        o ->
            o.batch(
                new BatchObserver.Batch(
                    batch.size(), tokens, output.visionNanos(), output.textNanos(), waits)));
  }

  private static List<BatchGuard.Mark> marks(List<PendingInput> batch) {
    return batch.stream().map(PendingInput::mark).toList();
  }

  private static void fail(List<PendingInput> batch, Throwable e) {
    InferenceFailed failure = e instanceof InferenceFailed failed ? failed : new InferenceFailed(e);
    batch.forEach(pending -> pending.vector().completeExceptionally(failure));
  }

  /** Figures must not cost anyone a vector. */
  private void tell(Consumer<BatchObserver> event) {
    try {
      event.accept(observer);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The observer of batches failed", e);
    }
  }

  /** What the engine works on now; empty when idle. */
  public Optional<RunningBatch> running() {
    RunningBatch now = running;
    return Optional.ofNullable(now).map(b -> b.after(clock.getAsLong() - runningSince));
  }

  /** The figures of this moment. */
  public QueueStats stats() {
    return queue.stats().computed(batches, computed);
  }

  /** From now on {@link #reserve} refuses as not ready; what was let in is still computed. */
  public void drain() {
    queue.drain();
  }

  /** Waits until everything that was let in is done; false when the time is over before. */
  public boolean awaitIdle(Duration time) throws InterruptedException {
    return queue.awaitIdle(time);
  }

  /** Ends {@link #serve} after the batch in work; what waits fails as not ready. */
  @Override
  public void close() {
    queue.close().forEach(p -> p.vector().completeExceptionally(new ModelNotReady()));
  }
}
