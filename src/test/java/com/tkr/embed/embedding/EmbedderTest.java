package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.embedding.batching.BatchObserver;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.embedding.cache.CacheLimits;
import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.InvalidInput;
import com.tkr.embed.model.NoVector;
import com.tkr.embed.testing.EchoModel;
import com.tkr.embed.testing.TinyTokenizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cache, preparation and queue as one, on a model that echoes. */
class EmbedderTest {
  private final EchoModel model = new EchoModel();
  private final ExecutorService preparation = Executors.newFixedThreadPool(2);
  private final Batcher batcher = new Batcher(new BatchLimits(4096, 1 << 17), BatchObserver.NONE);
  private final VectorCache cache =
      VectorCache.open(new CacheLimits(2, 100, 0, Duration.ofHours(1)));
  private Embedder embedder;
  private InputPreparer preparer;
  private Thread owner;

  @BeforeEach
  void start(@TempDir Path folder) {
    new TinyTokenizer().write(folder);
    preparer = InputPreparer.open(folder, TinyTokenizer.model(512));
    InputKeys keys = new InputKeys(new CacheKeys(List.of("test"), "default", 512));
    Pipeline pipeline = new Pipeline(preparer, batcher, preparation, input -> {});
    embedder = new Embedder(model.info(), keys, cache, pipeline);
    owner = new Thread(() -> batcher.serve(model));
  }

  @AfterEach
  void stop() throws InterruptedException {
    batcher.close();
    owner.join(TimeUnit.SECONDS.toMillis(10));
    preparation.shutdownNow();
    cache.close();
    preparer.close();
  }

  @Test
  void what_was_computed_is_there_the_next_time() {
    owner.start();
    Embeddings first = embed("a", "b").join();
    Embeddings second = embed("b", "a").join();
    assertThat(first.misses()).isEqualTo(2);
    assertThat(second.hits()).isEqualTo(2);
    assertThat(second.vectors().get(1)).isEqualTo(first.vectors().get(0));
    assertThat(second.tokens()).isEqualTo(first.tokens());
    assertThat(model.firstIds()).hasSize(2);
  }

  @Test
  void equal_inputs_of_requests_that_wait_are_computed_once() {
    CompletableFuture<Embeddings> one = embed("a", "a");
    CompletableFuture<Embeddings> other = embed("a");
    owner.start();
    assertThat(other.join().vectors().get(0)).isEqualTo(one.join().vectors().get(1));
    assertThat(model.firstIds()).hasSize(1);
  }

  @Test
  void a_bad_neighbour_fails_its_own_request_and_no_other() {
    EmbeddingInput bad =
        new EmbeddingInput("", List.of(new EncodedImage(new byte[] {1, 2, 3}, false)), null);
    CompletableFuture<Embeddings> failing =
        embedder.embed(new EmbeddingRequest(List.of(text("a"), bad), true, 0, true), terms(true));
    CompletableFuture<Embeddings> innocent = embed("a");
    owner.start();
    assertThatThrownBy(failing::join).hasCauseInstanceOf(InvalidInput.class);
    assertThat(innocent.join().vectors()).hasSize(1);
  }

  @Test
  void an_input_that_meets_damaged_weights_is_named_and_fails_alone() {
    model.damagedAt(new TinyTokenizer().vocab.get("Z"));
    CompletableFuture<Embeddings> failing = embed("a", "b", "Z");
    CompletableFuture<Embeddings> alone = embed("Z");
    CompletableFuture<Embeddings> innocent = embed("a");
    owner.start();
    assertThatThrownBy(failing::join)
        .cause()
        .isInstanceOf(NoVector.class)
        .hasMessageStartingWith("Input 2 ")
        .extracting(e -> ((NoVector) e).details())
        .isEqualTo(Map.of("input", 2));
    assertThatThrownBy(alone::join).cause().hasMessageStartingWith("This input ");
    assertThat(innocent.join().vectors()).hasSize(1);
    assertThat(cache.stats().entries()).isLessThan(3);
    int before = model.firstIds().size();
    assertThatThrownBy(() -> embed("Z").join()).hasCauseInstanceOf(NoVector.class);
    assertThat(model.firstIds()).hasSize(before + 1);
  }

  @Test
  void a_request_that_leaves_takes_nothing_from_those_who_stay() {
    CompletableFuture<Embeddings> leaving = embed("a", "b");
    CompletableFuture<Embeddings> staying = embed("b");
    leaving.cancel(false);
    owner.start();
    assertThat(staying.join().vectors()).hasSize(1);
    assertThat(model.firstIds()).hasSize(1);
  }

  @Test
  void no_store_neither_takes_nor_keeps() {
    owner.start();
    EmbeddingRequest request = request("a");
    assertThat(embedder.embed(request, terms(false)).join().misses()).isEqualTo(1);
    assertThat(embedder.embed(request, terms(false)).join().misses()).isEqualTo(1);
    assertThat(cache.stats().entries()).isZero();
    assertThat(model.firstIds()).hasSize(2);
  }

  private CompletableFuture<Embeddings> embed(String... texts) {
    return embedder.embed(request(texts), terms(true));
  }

  private static EmbeddingRequest request(String... texts) {
    return new EmbeddingRequest(
        List.of(texts).stream().map(EmbedderTest::text).toList(), true, 0, true);
  }

  private static EmbeddingInput text(String text) {
    return new EmbeddingInput(text, List.of(), null);
  }

  private static Terms terms(boolean cached) {
    return new Terms("test", System.nanoTime() + TimeUnit.MINUTES.toNanos(1), cached);
  }
}
