package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.model.NoVector;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The model's life on its real threads: load, serve, drain, reload, stop. */
@Timeout(60)
class ReloadableModelTest {
  private final ScriptedRuntime runtime = new ScriptedRuntime();
  private ReloadableModel model;

  @BeforeEach
  void create(@TempDir Path data) {
    model = new ReloadableModel(TestResources.of(runtime, data));
  }

  @AfterEach
  void stop() {
    runtime.loads.release(1000);
    runtime.batches.release(1000);
    model.stop();
  }

  @Test
  void it_says_how_far_it_is_until_it_is_ready_and_embeds() {
    int held = runtime.loads.drainPermits();
    assertThat(model.session().life()).matches(LifeState::isBeginning);
    model.start();
    until(() -> runtime.progress != null);
    runtime.progress.loading(0.25);
    assertThat(((ModelState.Loading) shown()).progress()).isEqualTo(0.25);
    assertThat(((ModelState.Loading) shown()).stageWord()).isEqualTo("loading");
    assertThat(model.isLoading()).isTrue();
    assertThat(served().name()).isEqualTo("demonstration");
    assertThatThrownBy(() -> embed("a")).isInstanceOf(ModelNotReady.class);
    runtime.loads.release(held);
    awaitReady();
    assertThat(model.isLoading()).isFalse();
    assertThat(served().recipe().name()).isEqualTo("tkr-embed-demo");
    assertThat(embed("a").join().misses()).isEqualTo(1);
    assertThat(embed("a").join().hits()).isEqualTo(1);
    assertThat(model.session().life().cache().stats().entries()).isEqualTo(1);
  }

  @Test
  void progress_that_is_told_late_changes_nothing() {
    startReady();
    runtime.progress.loading(0.99);
    assertThat(shown()).isInstanceOf(ModelState.Ready.class);
  }

  @Test
  void a_failed_load_says_why_and_the_next_may_succeed() {
    runtime.failNext(new ModelLoadFailed("config.json: damaged"));
    model.start();
    until(() -> shown().equals(new ModelState.Failed("config.json: damaged")));
    assertThat(served().name()).isEqualTo("demonstration");
    assertThatThrownBy(() -> embed("a")).isInstanceOf(ModelNotReady.class);
    model.reload();
    awaitReady();
    assertThat(embed("a").join().vectors()).hasSize(1);
  }

  @Test
  void a_load_that_fails_by_a_fault_of_ours_is_told_without_it() {
    runtime.failNext(new IllegalStateException("secret"));
    model.start();
    until(() -> shown() instanceof ModelState.Failed);
    assertThat(((ModelState.Failed) shown()).reason())
        .isEqualTo("The model stopped by an unexpected error; the log has it.");
  }

  @Test
  void the_containers_closing_of_archives_is_survived_once() {
    runtime.failNext(new IllegalStateException("zip file closed"));
    startReady();
    assertThat(runtime.events).hasSize(3).startsWith("load on model-owner", "load on model-owner");
  }

  @Test
  void weights_that_only_some_inputs_meet_are_served_for_the_others() {
    runtime.damagedAt(ScriptedRuntime.H);
    startReady();
    assertThatThrownBy(() -> embed("H").join()).hasCauseInstanceOf(NoVector.class);
    assertThat(embed("a").join().vectors()).hasSize(1);
  }

  @Test
  void weights_that_every_input_meets_are_not() {
    runtime.damagedAt(ScriptedRuntime.IM_START);
    model.start();
    until(() -> shown() instanceof ModelState.Failed);
    assertThat(((ModelState.Failed) shown()).reason())
        .contains("first embedding is not finite")
        .endsWith("row " + ScriptedRuntime.IM_START);
    assertThat(runtime.events).last().isEqualTo("close on model-owner");
  }

  @Test
  void what_was_taken_is_answered_and_nothing_more_is_taken() {
    startReady();
    int held = runtime.batches.drainPermits();
    CompletableFuture<Embeddings> taken = embed("a");
    Embedder before = model.session().life().embedder();
    model.session().drain();
    assertThat(shown()).isEqualTo(new ModelState.Closed());
    assertThatThrownBy(() -> embed("b")).isInstanceOf(ModelNotReady.class);
    assertThatThrownBy(() -> embed(before, "b").join()).hasCauseInstanceOf(ModelNotReady.class);
    runtime.batches.release(held);
    assertThat(taken.join().vectors()).hasSize(1);
  }

  @Test
  void a_reload_answers_closes_and_only_then_opens() {
    startReady();
    int held = runtime.batches.drainPermits();
    CompletableFuture<Embeddings> taken = embed("a");
    until(() -> model.session().queue().waitingInputs() == 0);
    model.reload();
    assertThatThrownBy(model::reload).hasMessageContaining("One change of the model at a time");
    assertThat(model.isLoading()).isTrue();
    runtime.batches.release(held);
    assertThat(taken.join().vectors()).hasSize(1);
    until(() -> !model.isLoading());
    assertThat(shown()).isInstanceOf(ModelState.Ready.class);
    assertThat(runtime.events)
        .containsExactly(
            "load on model-owner",
            "open on model-owner",
            "close on model-owner",
            "load on model-owner",
            "open on model-owner");
    assertThat(embed("a").join().misses()).isEqualTo(1);
    model.reload();
  }

  @Test
  void a_stop_while_it_loads_never_lets_it_become_ready() throws InterruptedException {
    int held = runtime.loads.drainPermits();
    model.start();
    until(() -> runtime.progress != null);
    Thread stop = new Thread(model::stop);
    stop.start();
    until(() -> shown().equals(new ModelState.Closed()));
    runtime.progress.loading(1);
    runtime.loads.release(held);
    stop.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(stop.isAlive()).isFalse();
    assertThat(model.session().life()).isInstanceOf(LifeState.Closed.class);
    assertThat(runtime.events).last().isEqualTo("close on model-owner");
  }

  @Test
  void two_stops_close_once_and_no_reload_follows() throws InterruptedException {
    startReady();
    Thread other = new Thread(model::stop);
    other.start();
    model.stop();
    other.join();
    model.reload();
    until(() -> !model.isLoading());
    assertThat(runtime.events)
        .containsExactly("load on model-owner", "open on model-owner", "close on model-owner");
  }

  @Test
  void an_engine_that_breaks_fails_for_good() {
    startReady();
    runtime.error = new LinkageError("broken");
    assertThatThrownBy(() -> embed("a").join()).hasCauseInstanceOf(EmbeddingException.class);
    until(() -> model.session().life() instanceof LifeState.Failed);
    assertThat(runtime.events).last().isEqualTo("close on model-owner");
    model.stop();
    assertThat(shown()).isEqualTo(new ModelState.Closed());
  }

  private void startReady() {
    model.start();
    awaitReady();
  }

  private void awaitReady() {
    until(() -> shown() instanceof ModelState.Ready);
  }

  private ModelState shown() {
    return model.session().life().shown();
  }

  private ServedModel served() {
    return model.session().life().served();
  }

  private CompletableFuture<Embeddings> embed(String text) {
    return embed(model.session().life().embedder(), text);
  }

  private static CompletableFuture<Embeddings> embed(Embedder embedder, String text) {
    return embedder.embed(
        new EmbeddingRequest(List.of(new EmbeddingInput(text, List.of(), null)), true),
        new RequestOptions("test", System.nanoTime() + TimeUnit.MINUTES.toNanos(1), true));
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
