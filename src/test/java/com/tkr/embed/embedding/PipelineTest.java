package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.embedding.batching.BatchObserver;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.batching.QueueFull;
import com.tkr.embed.embedding.cache.CachedVector;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.PreparedInput;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.TinyTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What enters the queue, and what it costs, before any engine runs. */
class PipelineTest {
  private static final int QUEUE_TOKENS = 2000;

  private final Batcher batcher =
      new Batcher(new BatchLimits(4096, QUEUE_TOKENS), BatchObserver.NONE);
  private final List<PreparedInput> timed = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private InputPreparer preparer;

  @BeforeEach
  void open(@TempDir Path folder) {
    new TinyTokenizer().write(folder);
    preparer =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(512),
            InputLimits.of(new FixedSettings()));
  }

  @AfterEach
  void close() {
    batcher.close();
    preparer.close();
  }

  @Test
  void only_what_was_asked_for_is_prepared_and_queued() {
    List<CompletableFuture<CachedVector>> vectors = compute(Runnable::run, 3, List.of(0, 2));
    assertThat(vectors).hasSize(2).allMatch(vector -> !vector.isDone());
    assertThat(timed).hasSize(2);
    assertThat(batcher.stats().waitingInputs()).isEqualTo(2);
    assertThat(batcher.stats().reservedTokens()).isZero();
  }

  @Test
  void a_full_preparation_is_a_full_queue_for_who_came_last() {
    Executor roomForOne =
        work -> {
          if (!waiting.isEmpty()) {
            throw new RejectedExecutionException();
          }
          waiting.add(work);
        };
    List<CompletableFuture<CachedVector>> vectors = compute(roomForOne, 2, List.of(0, 1));
    waiting.get(0).run();
    assertThat(vectors.get(0)).isNotDone();
    assertThatThrownBy(vectors.get(1)::join).hasCauseInstanceOf(QueueFull.class);
    assertThat(batcher.stats().waitingInputs()).isEqualTo(1);
  }

  @Test
  void a_full_queue_refuses_before_anything_is_prepared() {
    compute(waiting::add, 1, List.of(0));
    long reserved = batcher.stats().reservedTokens();
    assertThatThrownBy(() -> compute(waiting::add, QUEUE_TOKENS, all(QUEUE_TOKENS)))
        .isInstanceOf(QueueFull.class);
    assertThat(waiting).hasSize(1);
    assertThat(batcher.stats().reservedTokens()).isEqualTo(reserved);
  }

  @Test
  void what_nobody_wants_by_then_is_not_prepared() {
    List<CompletableFuture<CachedVector>> vectors = compute(waiting::add, 2, List.of(0, 1));
    vectors.get(0).cancel(false);
    waiting.forEach(Runnable::run);
    assertThat(timed).hasSize(1);
    assertThat(batcher.stats().waitingInputs()).isEqualTo(1);
  }

  private static List<Integer> all(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private List<CompletableFuture<CachedVector>> compute(
      Executor preparation, int inputs, List<Integer> indices) {
    List<EmbeddingInput> all =
        IntStream.range(0, inputs)
            .mapToObj(i -> new EmbeddingInput("text " + i, List.of(), null))
            .toList();
    return new Pipeline(preparer, batcher, preparation, timed::add)
        .compute(
            new EmbeddingRequest(all, true),
            new RequestOptions("caller", Batcher.NO_DEADLINE, true),
            indices);
  }
}
