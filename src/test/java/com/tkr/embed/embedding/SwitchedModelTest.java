package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One model that takes the place of another, on their real threads. */
@Timeout(60)
class SwitchedModelTest {
  private static final String OTHER = "demo";

  private final ScriptedRuntime runtime = new ScriptedRuntime();
  private final AtomicLong available = new AtomicLong(Long.MAX_VALUE);
  private ReloadableModel model;

  @TempDir private Path data;

  @BeforeEach
  void begin() {
    FixedSettings settings =
        new FixedSettings()
            .with(ModelSettings.MODEL_PATH, Optional.of(ScriptedRuntime.FOLDER.toString()))
            .with(ServerSettings.DATA_DIR, data)
            .with(ModelSettings.WATCHDOG, Duration.ofHours(1));
    model = new ReloadableModel(TestResources.of(settings, Map.of(), runtime, available::get));
    model.start();
    until(() -> shown() instanceof ModelState.Ready);
    runtime.events.clear();
  }

  @AfterEach
  void stop() {
    runtime.loads.release(1000);
    runtime.batches.release(1000);
    model.stop();
  }

  @Test
  void while_the_first_one_is_loaded_no_other_takes_its_place() {
    model.stop();
    FixedSettings settings =
        new FixedSettings()
            .with(ModelSettings.MODEL_PATH, Optional.of(ScriptedRuntime.FOLDER.toString()))
            .with(ServerSettings.DATA_DIR, data)
            .with(ModelSettings.WATCHDOG, Duration.ofHours(1));
    runtime.loads.drainPermits();
    model = new ReloadableModel(TestResources.of(settings, Map.of(), runtime, available::get));
    model.start();
    assertThatThrownBy(() -> model.switchTo(OTHER))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
    runtime.loads.release(1000);
    until(() -> shown() instanceof ModelState.Ready);
  }

  @Test
  void the_setting_of_a_profile_is_about_the_configured_model_alone() {
    FixedSettings settings =
        new FixedSettings()
            .with(ModelSettings.MODEL_PATH, Optional.of("/models/mine"))
            .with(ModelSettings.PROFILE, "gme-qwen2-vl")
            .with(ServerSettings.DATA_DIR, data);
    ModelRequest configured = ModelRequest.configured(settings);
    assertThat(configured.profile(settings)).isEqualTo("gme-qwen2-vl");
    assertThat(configured.again().profile(settings)).isEqualTo("gme-qwen2-vl");
    assertThat(configured.beside(OTHER, settings).profile(settings)).isEqualTo("auto");
  }

  @Test
  void what_is_under_way_is_answered_by_the_one_that_began_it_and_the_rest_by_the_next()
      throws Exception {
    int held = runtime.batches.drainPermits();
    ModelSession before = model.session();
    CompletableFuture<Embeddings> taken = embed("a");
    until(() -> before.queue().waitingInputs() == 0);
    switchTo(OTHER);
    until(() -> model.session() != before);
    CompletableFuture<Embeddings> next = embed("b");
    assertThat(taken).isNotDone();
    assertThat(before.life()).isInstanceOf(LifeState.Ready.class);
    runtime.batches.release(held);
    assertThat(taken.join().vectors()).hasSize(1);
    assertThat(next.join().misses()).isEqualTo(1);
    until(() -> before.life() instanceof LifeState.Closed);
    assertThat(model.status().served().name()).isEqualTo("tkr-embed-demo");
    assertThat(model.status().served().path()).isEqualTo(OTHER);
    assertThat(runtime.events)
        .containsExactly("load on model-owner", "open on model-owner", "close on model-owner");
  }

  @Test
  void nobody_fails_while_models_take_turns() throws Exception {
    AtomicLong answered = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    List<Thread> clients =
        List.of(client(answered, failed), client(answered, failed), client(answered, failed));
    for (int i = 0; i < 10; i++) {
      long before = answered.get();
      switchTo(i % 2 == 0 ? OTHER : ScriptedRuntime.FOLDER.toString());
      awaitEnd();
      until(() -> answered.get() > before + 3);
    }
    clients.forEach(Thread::interrupt);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(failed).hasValue(0);
    assertThat(runtime.events.stream().filter(event -> event.startsWith("close"))).hasSize(10);
  }

  private Thread client(AtomicLong answered, AtomicLong failed) {
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; !Thread.interrupted(); i++) {
                try {
                  embed("text " + i).join();
                  answered.incrementAndGet();
                } catch (RuntimeException e) {
                  failed.incrementAndGet();
                }
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void while_the_next_is_loaded_the_one_before_answers_and_no_other_change_begins()
      throws Exception {
    int held = runtime.loads.drainPermits();
    switchTo(OTHER);
    until(() -> runtime.events.contains("load on model-owner"));
    assertThat(embed("a").join().vectors()).hasSize(1);
    ModelStatus beside = model.status().beside().orElseThrow();
    assertThat(beside.state()).isInstanceOf(ModelState.Loading.class);
    assertThat(beside.served().path()).isEqualTo(OTHER);
    for (Runnable change : List.<Runnable>of(model::reload, () -> model.switchTo("ops-2b"))) {
      assertThatThrownBy(change::run)
          .isInstanceOfSatisfying(
              EmbeddingException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT))
          .hasMessageContaining("demo is to take its place");
    }
    assertThat(model.isLoading()).isTrue();
    runtime.loads.release(held);
    awaitEnd();
    assertThat(model.status().beside()).isEmpty();
  }

  @Test
  void one_that_cannot_be_found_leaves_the_one_before_and_says_why() throws Exception {
    assertThatThrownBy(() -> switchTo("ops-8b"))
        .hasCauseInstanceOf(ModelLoadFailed.class)
        .hasMessageEndingWith("ops-8b: there is no such folder; did you mean ops-2b?");
    assertGoesOn("ops-8b: there is no such folder; did you mean ops-2b?");
    switchTo(OTHER);
    awaitEnd();
    assertThat(model.status().lastFailure()).isEmpty();
  }

  @Test
  void one_whose_weights_cannot_be_read_leaves_the_one_before_and_says_why() throws Exception {
    runtime.failNext(new ModelLoadFailed("model.safetensors: damaged"));
    switchTo(OTHER);
    assertGoesOn("model.safetensors: damaged");
    assertThat(runtime.events).containsExactly("load on model-owner");
  }

  @Test
  void one_of_another_recipe_leaves_the_one_before_and_says_why(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("adapter_config.json"), "{}");
    assertThatThrownBy(() -> switchTo(folder.toString()))
        .hasCauseInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("adapter_config.json");
    until(() -> model.status().lastFailure().isPresent());
    assertThat(embed("a").join().vectors()).hasSize(1);
  }

  @Test
  void one_that_does_not_fit_into_the_memory_is_not_begun() {
    available.set(NotEnoughMemory.WORKING_BYTES - 1);
    assertThatThrownBy(() -> switchTo(OTHER))
        .cause()
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INSUFFICIENT_STORAGE);
              assertThat(refused.details())
                  .containsEntry("available_bytes", available.get())
                  .containsEntry("needed_bytes", NotEnoughMemory.WORKING_BYTES);
            })
        .hasMessageContaining("there are 0.54 GB");
    assertThat(runtime.events).isEmpty();
    assertThat(embed("a").join().vectors()).hasSize(1);
  }

  @Test
  void a_stop_ends_both() throws Exception {
    int held = runtime.loads.drainPermits();
    switchTo(OTHER);
    until(() -> runtime.events.contains("load on model-owner"));
    Thread stop = new Thread(model::stop);
    stop.start();
    until(() -> shown() instanceof ModelState.Closed);
    runtime.loads.release(held);
    stop.join();
    until(() -> !model.isLoading());
    assertThat(runtime.events.stream().filter(event -> event.startsWith("close"))).hasSize(2);
    assertThat(shown()).isEqualTo(new ModelState.Closed());
  }

  @Test
  void each_has_a_place_of_its_own_for_what_it_remembers() throws Exception {
    switchTo(OTHER);
    awaitEnd();
    assertThat(data.resolve("beside/engine-in-flight")).exists();
    switchTo(ScriptedRuntime.FOLDER.toString());
    awaitEnd();
    assertThat(model.session().request().state()).isEqualTo(data);
  }

  private void assertGoesOn(String reason) {
    until(() -> model.status().lastFailure().isPresent() && model.status().beside().isEmpty());
    assertThat(model.status().lastFailure().orElseThrow().reason()).isEqualTo(reason);
    assertThat(model.status().note().orElseThrow()).endsWith(reason);
    assertThat(shown()).isInstanceOf(ModelState.Ready.class);
    assertThat(embed("a").join().vectors()).hasSize(1);
  }

  /** Asks for another model, and waits until that is accepted or refused. */
  private void switchTo(String path) throws ExecutionException, InterruptedException {
    until(() -> !isChanging());
    model.switchTo(path).get();
  }

  private void awaitEnd() {
    until(() -> !isChanging());
  }

  private boolean isChanging() {
    return !model.underWay().isEmpty();
  }

  private ModelState shown() {
    return model.session().life().shown();
  }

  private CompletableFuture<Embeddings> embed(String text) {
    return model.use(
        embedder ->
            embedder.embed(
                new EmbeddingRequest(List.of(new EmbeddingInput(text, List.of(), null)), true),
                new RequestOptions("test", System.nanoTime() + TimeUnit.MINUTES.toNanos(1), true)));
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
