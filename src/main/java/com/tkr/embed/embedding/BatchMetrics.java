package com.tkr.embed.embedding;

import com.tkr.embed.embedding.batching.BatchObserver;
import com.tkr.embed.input.PreparedInput;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.observe.metrics.Stage;
import java.util.Locale;

/** Passes what happens in the queue and before it on to the metrics. */
record BatchMetrics(ServingMetrics metrics) implements BatchObserver, Pipeline.PreparationTimes {
  @Override
  public void took(PreparedInput input) {
    metrics.spent(Stage.TOKENIZE, input.tokenizeNanos());
    if (input.decodeNanos() > 0) {
      metrics.spent(Stage.DECODE, input.decodeNanos());
    }
  }

  @Override
  public void batch(Batch batch) {
    metrics.batch(batch.size(), batch.tokens());
    metrics.spent(Stage.TEXT, batch.textNanos());
    if (batch.visionNanos() > 0) {
      metrics.spent(Stage.VISION, batch.visionNanos());
    }
    for (long nanos : batch.queueNanos()) {
      metrics.spent(Stage.QUEUE, nanos);
    }
  }

  @Override
  public void refused(RejectionReason reason) {
    metrics.refused("queue_" + reason.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void dropped(Drop reason) {
    metrics.refused("dropped_" + reason.name().toLowerCase(Locale.ROOT));
  }
}
