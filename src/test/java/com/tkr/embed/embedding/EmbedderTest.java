package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.embedding.batching.BatchObserver;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.embedding.cache.CacheLimits;
import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.InvalidInput;
import com.tkr.embed.model.NoVector;
import com.tkr.embed.testing.EchoModel;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.TinyTokenizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    preparer =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(512),
            InputLimits.of(new FixedSettings()));
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
  void nothing_is_shortened_or_looked_at_for_nobody() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    List<String> texts = List.of("ab", "cd");
    assertThat(embedder.beginnings(texts, 1, Cancellation.of(left)).join())
        .containsExactly("a", "c");
    assertThat(embedder.see(List.of(text("a")), 0, Cancellation.of(left)).join().pictures())
        .isEmpty();
    left.complete(null);
    assertThatThrownBy(embedder.beginnings(texts, 1, Cancellation.of(left))::join)
        .hasCauseInstanceOf(CancellationException.class);
    assertThatThrownBy(embedder.see(List.of(text("a")), 0, Cancellation.of(left))::join)
        .hasCauseInstanceOf(CancellationException.class);
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
        embedder.embed(new EmbeddingRequest(List.of(text("a"), bad), true), terms(true));
    CompletableFuture<Embeddings> innocent = embed("a");
    owner.start();
    assertThatThrownBy(failing::join).hasCauseInstanceOf(InvalidInput.class);
    assertThat(innocent.join().vectors()).hasSize(1);
  }

  @Test
  void an_input_that_meets_damaged_weights_is_named_and_fails_alone() {
    model.damagedAt(new TinyTokenizer().vocab.get("Z"));
    CompletableFuture<Embeddings> failing =
        embedder.embed(
            new EmbeddingRequest(
                List.of(text("a"), text("b"), new EmbeddingInput("Z", List.of(), null, "texts[2]")),
                true),
            terms(true));
    CompletableFuture<Embeddings> alone = embed("Z");
    CompletableFuture<Embeddings> innocent = embed("a");
    owner.start();
    assertThatThrownBy(failing::join)
        .cause()
        .hasMessageStartingWith("texts[2]: This input ")
        .extracting(e -> ((EmbeddingException) e).details())
        .isEqualTo(Map.of("field", "texts[2]"));
    assertThatThrownBy(alone::join).cause().hasMessageStartingWith("This input ");
    assertThat(innocent.join().vectors()).hasSize(1);
    assertThat(cache.stats().entries()).isLessThan(3);
    int before = model.firstIds().size();
    assertThatThrownBy(() -> embed("Z").join()).hasCauseInstanceOf(NoVector.class);
    assertThat(model.firstIds()).hasSize(before + 1);
  }

  @Test
  void what_waits_leaves_the_queue_when_nobody_wants_it() throws InterruptedException {
    CompletableFuture<Embeddings> leaving = embed("a", "b");
    leaving.completeExceptionally(new IllegalStateException("gone"));
    // what was just being prepared passes through the queue
    preparation.shutdown();
    assertThat(preparation.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(batcher.stats().waitingTokens()).isZero();
    assertThat(batcher.stats().reservedTokens()).isZero();
  }

  @Test
  void the_place_is_given_back_while_others_still_prepare() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      preparation.execute(() -> await(busy));
    }
    CompletableFuture<Embeddings> leaving = embed("a", "b");
    assertThat(batcher.stats().reservedTokens()).isPositive();
    leaving.cancel(false);
    assertThat(batcher.stats().reservedTokens()).isZero();
    busy.countDown();
    owner.start();
    assertThat(embed("c").join().vectors()).hasSize(1);
    assertThat(model.firstIds()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void a_bad_input_has_the_name_that_each_request_gave_it(boolean cached) {
    CompletableFuture<Embeddings> one =
        embedder.embed(
            new EmbeddingRequest(List.of(text("a"), broken("texts[1]")), true), terms(cached));
    CompletableFuture<Embeddings> other =
        embedder.embed(
            new EmbeddingRequest(List.of(broken("query_texts[0]"), text("a"), text("b")), true),
            terms(cached));
    CompletableFuture<Embeddings> alone =
        embedder.embed(new EmbeddingRequest(List.of(broken("texts[0]")), true), terms(cached));
    owner.start();
    assertFailure(one, "texts[1]: The text holds half a surrogate pair", "texts[1]");
    assertFailure(other, "query_texts[0]: The text holds half a surrogate pair", "query_texts[0]");
    assertFailure(alone, "The text holds half a surrogate pair", "texts[0]");
  }

  @Test
  void a_bad_image_has_its_place_among_the_files() {
    EncodedImage noImage = new EncodedImage(new byte[] {1, 2, 3}, false);
    EmbeddingInput bad = new EmbeddingInput("", List.of(noImage), null, "file[1]");
    CompletableFuture<Embeddings> failing =
        embedder.embed(new EmbeddingRequest(List.of(text("a"), bad), true), terms(true));
    assertFailure(failing, "file[1]: The image ", "file[1]");
    assertThatThrownBy(failing::join)
        .cause()
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.details()).containsEntry("image", 1));
  }

  private static EmbeddingInput broken(String name) {
    return new EmbeddingInput("\ud800", List.of(), null, name);
  }

  private static void assertFailure(CompletableFuture<?> failing, String message, String field) {
    assertThatThrownBy(failing::join)
        .cause()
        .hasMessageStartingWith(message)
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.details()).containsEntry("field", field));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
    return new EmbeddingRequest(List.of(texts).stream().map(EmbedderTest::text).toList(), true);
  }

  private static EmbeddingInput text(String text) {
    return new EmbeddingInput(text, List.of(), null);
  }

  private static RequestOptions terms(boolean cached) {
    return new RequestOptions("test", System.nanoTime() + TimeUnit.MINUTES.toNanos(1), cached);
  }
}
