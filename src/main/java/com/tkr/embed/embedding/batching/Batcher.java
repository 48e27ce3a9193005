package com.tkr.embed.embedding.batching;

import com.tkr.embed.embedding.batching.BatchObserver.Drop;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelNotReady;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Hands inputs of any thread to the one thread that owns the model, in packed batches.
 *
 * <p>A request first makes a reservation by an estimate of its tokens, before the expensive
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

  private final BatchObserver observer;
  private final long epoch;
  private final BatchCost cost;
  private final BatchQueue queue;
  private final BatchRunner runner;

  /** A batcher on the system's clock. */
  public Batcher(BatchLimits limits, BatchObserver observer) {
    this(limits, observer, System::nanoTime);
  }

  /** A batcher on a clock like {@link System#nanoTime}. */
  public Batcher(BatchLimits limits, BatchObserver observer, LongSupplier nanoClock) {
    this.observer = new SafeObserver(observer);
    epoch = nanoClock.getAsLong();
    LongSupplier clock = () -> nanoClock.getAsLong() - epoch;
    cost = new BatchCost(limits.batchTokens());
    queue = new BatchQueue(limits, clock, cost.rate());
    runner = new BatchRunner(queue, cost, this.observer, clock);
  }

  /** Puts a guard before the engine; to be called before the first submission. */
  public void guard(BatchGuard newGuard) {
    runner.guard(newGuard);
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
      observer.refused(e.reason());
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
      List<PendingInput> pending =
          IntStream.range(0, inputs.size()).mapToObj(i -> pending(inputs, i)).toList();
      queue.add(reservation, pending);
      return pending.stream().map(PendingInput::vector).toList();
    } catch (QueueFull e) {
      observer.refused(e.reason());
      throw e;
    }
  }

  /** What inputs share is computed with the first of them. */
  private PendingInput pending(List<ModelInput> inputs, int index) {
    ModelInput input = inputs.get(index);
    boolean first = index == 0 || !input.sharesWith(inputs.get(index - 1));
    int tokens = first ? input.tokensAsFirst() : input.ownTokens();
    PendingInput pending = new PendingInput(input, tokens, runner.guard().mark(input));
    pending
        .vector()
        .whenComplete(
            (vector, failure) -> {
              if (failure != null && queue.remove(pending)) {
                observer.dropped(Drop.CANCELLED);
              }
            });
    return pending;
  }

  /** Drops what has waited too long or past its deadline, and reports it to whoever waited. */
  public void expire() {
    runner.expire();
  }

  /**
   * Reports what the engine needed outside {@link #serve}, e.g. for its first embedding, so that
   * the first requests are judged by more than nothing. Before {@link #serve}, on the same thread.
   */
  public void learn(long tokens, long nanos) {
    cost.add(tokens, nanos);
    queue.learn(cost.rate());
  }

  /** Runs batches on the calling thread, the model's owner, until closed or interrupted. */
  public void serve(EmbeddingModel model) {
    runner.serve(model);
  }

  /** Runs the batch that waits, if any. */
  void serveOnce(EmbeddingModel model) {
    runner.serveOnce(model);
  }

  /** What the engine works on now; empty when idle. */
  public Optional<RunningBatch> running() {
    return runner.running();
  }

  /** The figures of this moment. */
  public QueueStats stats() {
    return runner.stats();
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
    queue.close().forEach(p -> p.vector().completeExceptionally(queue.notReady()));
  }
}
