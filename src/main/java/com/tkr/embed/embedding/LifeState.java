package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.LoadStage;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where one load of the model stands. Each state answers what happens with the state that follows;
 * what may not happen in it leaves it as it is. Immutable, so that a state is replaced by
 * compare-and-set.
 */
sealed interface LifeState {
  /** From now on until the configuration is read. */
  static LifeState beginning() {
    return new Loading(ServedModel.UNKNOWN, LoadProgress.begin());
  }

  /** Whether the configuration was not read yet. */
  default boolean isBeginning() {
    return false;
  }

  /** Which model was asked for, as far as that is known. */
  ServedModel served();

  /** What the rest of the server is told. */
  ModelState shown();

  /**
   * What embeds.
   *
   * @throws ModelNotReady where nothing does
   */
  default Embedder embedder() {
    throw new ModelNotReady(retryAfterSeconds());
  }

  /** When something may embed that does not now, in whole seconds, 1 to 600. */
  long retryAfterSeconds();

  /** What is kept; nothing before the model is ready and after it was closed. */
  default VectorCache cache() {
    return VectorCache.keepingNothing();
  }

  /** More is known about the model that is loaded, for the first time or once more. */
  default LifeState loading(ServedModel served) {
    return this;
  }

  /** Its files are being fetched; how far that is tells the supplier. */
  default LifeState fetching(Supplier<DownloadProgress> download) {
    return this;
  }

  /** Its files are here; what is left took so long the last time. */
  default LifeState located(Optional<Duration> last) {
    return this;
  }

  /** So much of a stage is done, 0 to 1. */
  default LifeState progress(LoadStage stage, double share) {
    return this;
  }

  /** A first embedding succeeded. */
  default LifeState ready(ModelState.Ready model, Embedder embedder, VectorCache cache) {
    return this;
  }

  /** A short text took so long, as is known after the model was ready. */
  default LifeState measured(Duration firstText) {
    return this;
  }

  /** The engine makes no progress. */
  default LifeState stuck(String why) {
    return this;
  }

  /** It does again. */
  default LifeState recovered() {
    return this;
  }

  /** No new requests are taken from here on. */
  default LifeState drain() {
    return new Draining(served(), cache(), rest());
  }

  /** How long whoever needs a model waits, when this one serves no more from now on. */
  default Wait rest() {
    return Wait.begin(Duration.ZERO);
  }

  /** The model's thread ends by a failure. */
  default LifeState failed(String reason) {
    return new Failed(served(), reason, Wait.begin(Duration.ZERO));
  }

  /** The model's thread has closed the model. */
  default LifeState closed() {
    return new Closed(served(), rest());
  }

  /** Files are being fetched, or weights read; how far that is, is asked when it is shown. */
  record Loading(ServedModel served, LoadProgress progress) implements LifeState {
    @Override
    public boolean isBeginning() {
      return served.equals(ServedModel.UNKNOWN);
    }

    @Override
    public ModelState shown() {
      return progress.shown();
    }

    @Override
    public long retryAfterSeconds() {
      return progress.retryAfterSeconds();
    }

    @Override
    public LifeState loading(ServedModel known) {
      return new Loading(known, progress);
    }

    @Override
    public LifeState fetching(Supplier<DownloadProgress> download) {
      return new Loading(served, progress.fetching(download));
    }

    @Override
    public LifeState located(Optional<Duration> last) {
      return new Loading(served, progress.located(last));
    }

    @Override
    public LifeState progress(LoadStage stage, double share) {
      return new Loading(served, progress.at(stage, share));
    }

    @Override
    public LifeState ready(ModelState.Ready model, Embedder embedder, VectorCache cache) {
      return new Ready(served, model, embedder, cache);
    }
  }

  /** Requests are answered. */
  record Ready(ServedModel served, ModelState.Ready shown, Embedder embedder, VectorCache cache)
      implements LifeState {
    @Override
    public long retryAfterSeconds() {
      return rest().retryAfterSeconds();
    }

    /** The next model takes as long as this one has. */
    @Override
    public Wait rest() {
      return Wait.begin(shown.loadTime());
    }

    @Override
    public LifeState loading(ServedModel known) {
      return new Loading(known, LoadProgress.begin());
    }

    @Override
    public Ready measured(Duration firstText) {
      ModelState.Ready known =
          new ModelState.Ready(
              shown.info(), shown.since(), shown.loadTime(), Optional.of(firstText));
      return new Ready(served, known, embedder, cache);
    }

    @Override
    public LifeState stuck(String why) {
      return new Stuck(this, why, Wait.begin(Duration.ZERO));
    }
  }

  /** One batch takes far too long: whoever balances load should look elsewhere. */
  record Stuck(Ready before, String why, Wait stuck) implements LifeState {
    @Override
    public long retryAfterSeconds() {
      return stuck.retryAfterSeconds();
    }

    @Override
    public Wait rest() {
      return before.rest();
    }

    @Override
    public ServedModel served() {
      return before.served();
    }

    @Override
    public ModelState shown() {
      return new ModelState.Failed(why);
    }

    @Override
    public Embedder embedder() {
      return before.embedder();
    }

    @Override
    public VectorCache cache() {
      return before.cache();
    }

    @Override
    public LifeState loading(ServedModel known) {
      return before.loading(known);
    }

    @Override
    public LifeState measured(Duration firstText) {
      return new Stuck(before.measured(firstText), why, stuck);
    }

    @Override
    public LifeState recovered() {
      return before;
    }
  }

  /** What was taken is still answered; a load that was under way goes on and serves nobody. */
  record Draining(ServedModel served, VectorCache cache, Wait rest) implements LifeState {
    @Override
    public ModelState shown() {
      return new ModelState.Closed();
    }

    @Override
    public long retryAfterSeconds() {
      return rest.retryAfterSeconds();
    }

    @Override
    public LifeState failed(String reason) {
      return closed();
    }
  }

  /** Nothing can be embedded until the model is loaded again. */
  record Failed(ServedModel served, String reason, Wait rest) implements LifeState {
    @Override
    public ModelState shown() {
      return new ModelState.Failed(reason);
    }

    @Override
    public long retryAfterSeconds() {
      return rest.retryAfterSeconds();
    }

    @Override
    public LifeState drain() {
      return closed();
    }

    @Override
    public LifeState failed(String other) {
      return this;
    }
  }

  /** The end. */
  record Closed(ServedModel served, Wait rest) implements LifeState {
    @Override
    public ModelState shown() {
      return new ModelState.Closed();
    }

    @Override
    public long retryAfterSeconds() {
      return rest.retryAfterSeconds();
    }

    @Override
    public LifeState drain() {
      return this;
    }

    @Override
    public LifeState failed(String reason) {
      return this;
    }
  }
}
