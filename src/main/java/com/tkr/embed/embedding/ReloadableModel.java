package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelState;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One session of the model after another. A reload closes one and opens the next; a switch opens
 * another beside it, which takes its place when it is ready. One of these at a time.
 */
final class ReloadableModel {
  private static final System.Logger LOG = System.getLogger(ReloadableModel.class.getName());
  private static final String NOTHING = "";

  private final ModelResources resources;
  private final AtomicReference<String> underWay = new AtomicReference<>(NOTHING);
  private volatile ModelSession session;
  private volatile @Nullable ModelSession beside;
  private volatile @Nullable ModelSession retiring;
  private volatile @Nullable LoadFailure lastFailure;
  private boolean stopped;

  ReloadableModel(ModelResources resources) {
    this.resources = resources;
    session = new ModelSession(resources, ModelRequest.configured(resources.settings()));
  }

  /** The session of this moment. */
  ModelSession session() {
    return session;
  }

  /** Where all of them stand. */
  ModelStatus status() {
    Optional<LifeState> other =
        Optional.ofNullable(beside).map(ModelSession::life).filter(life -> !life.isBeginning());
    return ModelStatus.of(session.life())
        .with(other, Optional.ofNullable(lastFailure), !underWay().isEmpty());
  }

  void start() {
    session.start();
  }

  /**
   * Begins to use what embeds at this moment, whose model stays until what comes of it is complete.
   *
   * @throws ModelNotReady where nothing embeds
   */
  <T> CompletableFuture<T> use(Function<Embedder, CompletableFuture<T>> work) {
    Optional<CompletableFuture<T>> result = session.use(work);
    while (result.isEmpty()) {
      result = session.use(work); // another session stood in its place before it was retired
    }
    return result.get();
  }

  /**
   * Loads the model again on a thread of its own. What is under way is answered first, as at a
   * stop.
   *
   * @throws EmbeddingException 409 while a reload or a switch is under way
   */
  void reload() {
    begin("it is being loaded anew");
    thread("model-reload", this::restart);
  }

  private void begin(String what) {
    if (!underWay.compareAndSet(NOTHING, what)) {
      throw new EmbeddingException(
          ErrorCode.CONFLICT, "One change of the model at a time: " + underWay() + ".");
    }
  }

  /** Which change is; empty for none. */
  String underWay() {
    return Objects.requireNonNull(underWay.get());
  }

  private void end() {
    underWay.set(NOTHING);
  }

  private void thread(String name, Runnable work) {
    Thread thread = resources.threads().newThread(work);
    thread.setName(name);
    thread.start();
  }

  private synchronized void restart() {
    try {
      if (!stopped) {
        session.drain();
        session.awaitIdle(resources.settings().get(ServerSettings.DRAIN));
        session.close();
        session = new ModelSession(resources, session.request().again());
        session.start();
      }
    } finally {
      end();
    }
  }

  /**
   * Loads another model beside the one that serves, and lets it take its place once it is ready.
   *
   * @param path a folder, a name of the hub, or {@code demo}
   * @return completes when it is known to be a model that can be loaded, or begins to be fetched;
   *     fails when it is not
   * @throws EmbeddingException 409 while a reload or a switch is under way
   */
  CompletableFuture<@Nullable Void> switchTo(String path) {
    if (session.life().shown() instanceof ModelState.Loading) {
      throw new EmbeddingException(
          ErrorCode.CONFLICT, "One change of the model at a time: the first one is being loaded.");
    }
    begin(path + " is to take its place");
    ModelSession next =
        new ModelSession(resources, session.request().beside(path, resources.settings()));
    thread("model-switch", () -> replaceBy(next));
    return next.admitted();
  }

  private void replaceBy(ModelSession next) {
    try {
      if (loads(next) && takesPlace(next)) {
        Objects.requireNonNull(retiring).retire();
      } else {
        next.close();
      }
    } finally {
      beside = null;
      retiring = null;
      end();
      next.admitted().completeExceptionally(new ModelNotReady(1));
    }
  }

  private boolean loads(ModelSession next) {
    synchronized (this) {
      if (stopped) {
        return false;
      }
      beside = next;
      next.start();
    }
    ModelState state = next.loaded().join().shown();
    if (state instanceof ModelState.Failed failed) {
      lastFailure = new LoadFailure(next.request().path(), failed.reason(), Instant.now());
    }
    return state instanceof ModelState.Ready;
  }

  private synchronized boolean takesPlace(ModelSession next) {
    if (stopped) {
      return false;
    }
    retiring = session;
    session = next;
    beside = null;
    lastFailure = null;
    LOG.log(Level.INFO, "From now on {0} answers", next.life().served().name());
    return true;
  }

  /** No session takes new requests; those that wait are still computed. */
  void drain() {
    sessions().forEach(ModelSession::drain);
  }

  /** Ends everything, for good. */
  synchronized void stop() {
    stopped = true;
    sessions().forEach(ModelSession::close);
  }

  private Stream<ModelSession> sessions() {
    return Stream.of(
            Optional.of(session), Optional.ofNullable(retiring), Optional.ofNullable(beside))
        .flatMap(Optional::stream);
  }

  /**
   * Whether a model is being loaded, for the first time, again, or beside another; nothing cuts the
   * reading of weights short.
   */
  boolean isLoading() {
    boolean reloading = !underWay().isEmpty() && retiring == null;
    return reloading || session.life().shown() instanceof ModelState.Loading;
  }
}
