package com.tkr.embed.batching;

import com.tkr.embed.model.ModelNotReady;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What waits for the model, first come first served and bounded in tokens. Nothing waits for
 * company: a batch is what is there when the model is free, up to the token budget.
 */
final class BatchQueue {
  private final BatchLimits limits;
  private final Deque<PendingInput> waiting = new ArrayDeque<>();
  private long tokens;
  private boolean closed;

  BatchQueue(BatchLimits limits) {
    this.limits = limits;
  }

  /**
   * Adds all or nothing; an empty queue takes a request of any size.
   *
   * @throws QueueFull when the tokens would pass the bound
   * @throws ModelNotReady when closed
   */
  synchronized void add(List<PendingInput> inputs) {
    long more = inputs.stream().mapToLong(pending -> pending.input().tokens()).sum();
    if (closed) {
      throw new ModelNotReady();
    }
    if (!waiting.isEmpty() && tokens + more > limits.queueTokens()) {
      throw new QueueFull();
    }
    waiting.addAll(inputs);
    tokens += more;
    notifyAll();
  }

  /** The next batch, waiting for one; empty only when the queue was closed. */
  synchronized List<PendingInput> take() throws InterruptedException {
    List<PendingInput> batch = new ArrayList<>();
    while (batch.isEmpty()) {
      while (waiting.isEmpty() && !closed) {
        wait();
      }
      if (waiting.isEmpty()) {
        return batch;
      }
      fill(batch);
    }
    return batch;
  }

  private void fill(List<PendingInput> batch) {
    long budget = limits.batchTokens();
    while (!waiting.isEmpty()) {
      int next = waiting.peek().input().tokens();
      if (waiting.peek().isWanted()) {
        if (!batch.isEmpty() && next > budget) {
          return;
        }
        batch.add(waiting.peek());
        budget -= next;
      }
      waiting.remove();
      tokens -= next;
    }
  }

  /** Refuses what comes and fails what waits. */
  synchronized void close() {
    closed = true;
    waiting.forEach(pending -> pending.vector().completeExceptionally(new ModelNotReady()));
    waiting.clear();
    tokens = 0;
    notifyAll();
  }
}
