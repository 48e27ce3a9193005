package com.tkr.embed.embedding;

import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelState;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/** Loads the model when the server starts and closes it when the server stops. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class ModelLifecycle {
  private volatile ModelState state = new ModelState.Loading(0);

  /** Where the model stands. */
  public ModelState state() {
    return state;
  }

  /** Which model the server was asked to serve. */
  public ServedModel served() {
    return new ServedModel("demo", "tkr-embed-demo", true);
  }

  /**
   * What embeds.
   *
   * @throws ModelNotReady before the first embedding succeeded, after a failed load, and when
   *     closing
   */
  public Embedder embedder() {
    throw new ModelNotReady();
  }
}
