package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelState;
import java.util.function.Supplier;

/**
 * Where one load of the model stands. Each state answers what happens with the state that follows;
 * what may not happen in it leaves it as it is. Immutable, so that a state is replaced by
 * compare-and-set.
 */
sealed interface LifeState {
  /** Before the configuration was read. */
  LifeState BEGINNING = new Loading(ServedModel.UNKNOWN, () -> new ModelState.Loading(0));

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
    throw new ModelNotReady();
  }

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

  /** So much of the weights is read, 0 to 1. */
  default LifeState progress(double share) {
    return this;
  }

  /** A first embedding succeeded. */
  default LifeState ready(ModelState.Ready model, Embedder embedder, VectorCache cache) {
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
    return new Draining(served(), cache());
  }

  /** The model's thread ends by a failure. */
  default LifeState failed(String reason) {
    return new Failed(served(), reason);
  }

  /** The model's thread has closed the model. */
  default LifeState closed() {
    return new Closed(served());
  }

  /** Files are being fetched, or weights read; how far that is, is asked when it is shown. */
  record Loading(ServedModel served, Supplier<ModelState.Loading> progress) implements LifeState {
    @Override
    public ModelState shown() {
      return progress.get();
    }

    @Override
    public LifeState loading(ServedModel known) {
      return new Loading(known, progress);
    }

    @Override
    public LifeState fetching(Supplier<DownloadProgress> download) {
      return new Loading(served, () -> ModelState.Loading.of(download.get()));
    }

    @Override
    public LifeState progress(double read) {
      return new Loading(served, () -> new ModelState.Loading(read));
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
    public LifeState loading(ServedModel known) {
      return new Loading(known, () -> new ModelState.Loading(0));
    }

    @Override
    public LifeState stuck(String why) {
      return new Stuck(this, why);
    }
  }

  /** One batch takes far too long: whoever balances load should look elsewhere. */
  record Stuck(Ready before, String why) implements LifeState {
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
    public LifeState recovered() {
      return before;
    }
  }

  /** What was taken is still answered; a load that was under way goes on and serves nobody. */
  record Draining(ServedModel served, VectorCache cache) implements LifeState {
    @Override
    public ModelState shown() {
      return new ModelState.Closed();
    }

    @Override
    public LifeState failed(String reason) {
      return closed();
    }
  }

  /** Nothing can be embedded until the model is loaded again. */
  record Failed(ServedModel served, String reason) implements LifeState {
    @Override
    public ModelState shown() {
      return new ModelState.Failed(reason);
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
  record Closed(ServedModel served) implements LifeState {
    @Override
    public ModelState shown() {
      return new ModelState.Closed();
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
