package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.model.ModelState;
import java.util.concurrent.atomic.AtomicBoolean;

/** One session of the model after another: each reload closes one and opens the next. */
final class ReloadableModel {
  private final ModelResources resources;
  private final AtomicBoolean reloading = new AtomicBoolean();
  private volatile ModelSession session;
  private boolean stopped;

  ReloadableModel(ModelResources resources) {
    this.resources = resources;
    session = new ModelSession(resources);
  }

  /** The session of this moment. */
  ModelSession session() {
    return session;
  }

  void start() {
    session.start();
  }

  /**
   * Loads the model again on a thread of its own. What is under way is answered first, as at a
   * stop.
   *
   * @return whether it was begun; not while another reload is under way
   */
  boolean reload() {
    if (!reloading.compareAndSet(false, true)) {
      return false;
    }
    Thread reload = resources.threads().newThread(this::restart);
    reload.setName("model-reload");
    reload.start();
    return true;
  }

  private synchronized void restart() {
    try {
      if (!stopped) {
        session.drain();
        session.awaitIdle(resources.settings().get(ServerSettings.DRAIN));
        session.close();
        session = new ModelSession(resources);
        session.start();
      }
    } finally {
      reloading.set(false);
    }
  }

  /** Ends everything, for good. */
  synchronized void stop() {
    stopped = true;
    session.close();
  }

  /**
   * Whether a model is being loaded, for the first time or again; nothing cuts the reading of
   * weights short.
   */
  boolean isLoading() {
    return reloading.get() || session.life().shown() instanceof ModelState.Loading;
  }
}
