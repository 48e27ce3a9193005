package com.tkr.embed.embedding;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.LoadListener;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.standin.StandInRuntime;
import com.tkr.embed.testing.EchoModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** Opens the demonstration checkpoint as a model that echoes, when and as the test says. */
final class ScriptedRuntime implements ModelRuntime {
  static final Path FOLDER = Path.of("src/main/resources/demonstration");

  /** Ids of the checkpoint's tokenizer: of "H", and of what every prompt begins with. */
  static final int H = 39;

  static final int IM_START = 1523;

  /** What happened to models, in order, each with the thread's name. */
  final List<String> events = new CopyOnWriteArrayList<>();

  /** Tokens of the first input of each batch. */
  final List<Integer> tokens = new CopyOnWriteArrayList<>();

  /**
   * A load or a batch after the first embedding's takes one of these before it goes on; a test that
   * takes them all holds it.
   */
  final Semaphore loads = new Semaphore(1000);

  final Semaphore batches = new Semaphore(1000);

  /** The first embedding's text takes one of these each time that it is computed. */
  final Semaphore texts = new Semaphore(1000);

  /** What the first embedding's one token takes at least. */
  volatile Duration token = Duration.ZERO;

  /** Says how far the last load is. */
  volatile LoadListener progress;

  /** What the next batches end with. */
  volatile Error error;

  private final Queue<RuntimeException> failures = new ArrayDeque<>();
  private int damaged = EchoModel.POISON;

  /** The next load fails so. */
  void failNext(RuntimeException failure) {
    failures.add(failure);
  }

  /** Inputs with this id have no vector. */
  void damagedAt(int id) {
    damaged = id;
  }

  @Override
  public EmbeddingModel open(String name, Path folder, ModelOptions options, LoadListener told) {
    event("load");
    progress = told;
    loads.acquireUninterruptibly();
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    event("open");
    return new Model(new EchoModel(StandInRuntime.info(folder, 2)).damagedAt(damaged));
  }

  @Override
  public ModelInfo inspect(String name, Path folder, ModelOptions options) {
    return StandInRuntime.info(folder, 2);
  }

  private void event(String what) {
    events.add(what + " on " + Thread.currentThread().getName());
  }

  private final class Model implements EmbeddingModel {
    private static final int FIRST_TEXTS = 2;

    private final EchoModel echo;
    private boolean called;
    private int texted;

    Model(EchoModel echo) {
      this.echo = echo;
    }

    @Override
    public ModelInfo info() {
      return echo.info();
    }

    @Override
    public String damage() {
      return damaged == EchoModel.POISON ? "" : "row " + damaged;
    }

    @Override
    public ModelOutput embed(List<ModelInput> batch) {
      tokens.add(batch.get(0).tokens());
      if (!called && batch.get(0).tokens() == 1) {
        LockSupport.parkNanos(token.toNanos());
      } else {
        (texted++ < FIRST_TEXTS ? texts : batches).acquireUninterruptibly();
      }
      called = true;
      if (error != null) {
        throw error;
      }
      return echo.embed(batch);
    }

    @Override
    public void close() {
      event("close");
    }
  }

  @Override
  public long availableBytes() {
    return Long.MAX_VALUE;
  }
}
