package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.embedding.batching.BatchObserver;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watchdog that cries and takes it back at every moment of the model's life. */
@Timeout(60)
class ModelOwnerTest {
  private final ScriptedRuntime runtime = new ScriptedRuntime();
  private final Batcher batcher = new Batcher(new BatchLimits(4096, 1 << 17), BatchObserver.NONE);

  @TempDir private Path data;

  @RepeatedTest(5)
  void a_cry_at_the_wrong_moment_never_brings_a_model_back() throws InterruptedException {
    ModelOwner owner = owner();
    AtomicBoolean over = new AtomicBoolean();
    List<Class<?>> seen = new ArrayList<>();
    Thread cries = loop(over, () -> owner.stuck("why"));
    Thread takesBack = loop(over, owner::recovered);
    Thread watches = loop(over, () -> note(seen, owner.life()));
    Thread life = new Thread(owner);
    life.start();
    awaitServing(owner);
    batcher.drain();
    owner.drain();
    batcher.close();
    life.join();
    over.set(true);
    for (Thread thread : List.of(cries, takesBack, watches)) {
      thread.join();
    }
    owner.recovered();
    owner.stuck("too late");
    assertThat(owner.life()).isInstanceOf(LifeState.Closed.class);
    assertThat(seen)
        .containsSubsequence(LifeState.Loading.class, LifeState.Closed.class)
        .endsWith(LifeState.Closed.class);
    int end = firstEnd(seen);
    assertThat(seen.subList(end, seen.size()))
        .doesNotContain(LifeState.Ready.class, LifeState.Stuck.class, LifeState.Loading.class);
  }

  @Test
  void a_stuck_engine_that_then_breaks_does_not_recover() throws InterruptedException {
    ModelOwner owner = owner();
    Thread life = new Thread(owner);
    life.start();
    awaitServing(owner);
    owner.stuck("at one batch for 60 s");
    assertThat(owner.life().shown()).isEqualTo(new ModelState.Failed("at one batch for 60 s"));
    runtime.error = new OutOfMemoryError("of the test");
    submit();
    life.join();
    owner.recovered();
    assertThat(owner.life().shown())
        .isEqualTo(
            new ModelState.Failed("The model stopped by an unexpected error; the log has it."));
  }

  @Test
  void a_model_that_takes_long_is_ready_before_it_has_embedded_a_text()
      throws InterruptedException {
    runtime.token = Duration.ofSeconds(1);
    runtime.texts.drainPermits();
    ModelOwner owner = owner();
    Thread life = new Thread(owner);
    life.start();
    awaitServing(owner);
    assertThat(firstText(owner)).isEmpty();
    assertThat(runtime.tokens).first().isEqualTo(1);
    CompletableFuture<float[]> vector = submit().get(0);
    runtime.texts.release(2);
    assertThat(vector).succeedsWithin(Duration.ofSeconds(30));
    assertThat(firstText(owner)).isPresent();
    batcher.close();
    life.join();
  }

  @Test
  void a_model_that_takes_long_and_has_no_vectors_ends_after_it_was_ready()
      throws InterruptedException {
    runtime.token = Duration.ofSeconds(1);
    runtime.damagedAt(ScriptedRuntime.IM_START);
    runtime.texts.drainPermits();
    ModelOwner owner = owner();
    Thread life = new Thread(owner);
    life.start();
    awaitServing(owner);
    CompletableFuture<float[]> vector = submit().get(0);
    runtime.texts.release(2);
    life.join();
    assertThat(vector).isCompletedExceptionally();
    assertThat(owner.life().shown())
        .asInstanceOf(InstanceOfAssertFactories.type(ModelState.Failed.class))
        .extracting(ModelState.Failed::reason, InstanceOfAssertFactories.STRING)
        .contains("every input meets damaged weights");
  }

  @Test
  void beside_a_model_that_serves_nobody_is_let_in_before_a_text_was_embedded()
      throws InterruptedException {
    runtime.token = Duration.ofSeconds(1);
    ModelResources resources = TestResources.of(runtime, data);
    ModelRequest beside =
        ModelRequest.configured(resources.settings())
            .beside(ScriptedRuntime.FOLDER.toString(), resources.settings());
    ModelOwner owner = new ModelOwner(resources, beside, batcher, Runnable::run);
    Thread life = new Thread(owner);
    life.start();
    awaitServing(owner);
    assertThat(firstText(owner)).isPresent();
    assertThat(runtime.tokens)
        .as("nor whether it takes long is asked")
        .isNotEmpty()
        .doesNotContain(1);
    batcher.close();
    life.join();
  }

  private static Optional<Duration> firstText(ModelOwner owner) {
    return ((ModelState.Ready) owner.life().shown()).firstText();
  }

  private List<CompletableFuture<float[]>> submit() {
    return batcher.submit(
        batcher.reserve("a", 1, Batcher.NO_DEADLINE),
        List.of(new ModelInput(new int[] {1}, 0, List.of())));
  }

  private ModelOwner owner() {
    ModelResources resources = TestResources.of(runtime, data);
    ModelRequest request = ModelRequest.configured(resources.settings());
    return new ModelOwner(resources, request, batcher, Runnable::run);
  }

  private static void awaitServing(ModelOwner owner) {
    while (owner.life() instanceof LifeState.Loading) {
      Thread.onSpinWait();
    }
  }

  private static Thread loop(AtomicBoolean over, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              while (!over.get()) {
                work.run();
              }
              work.run();
            });
    thread.start();
    return thread;
  }

  private static void note(List<Class<?>> seen, LifeState state) {
    if (seen.isEmpty() || seen.get(seen.size() - 1) != state.getClass()) {
      seen.add(state.getClass());
    }
  }

  private static int firstEnd(List<Class<?>> seen) {
    int end = seen.indexOf(LifeState.Draining.class);
    return end < 0 ? seen.indexOf(LifeState.Closed.class) : end;
  }
}
