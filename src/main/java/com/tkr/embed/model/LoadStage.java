package com.tkr.embed.model;

import java.util.Locale;

/** What is done to make a model ready, in this order; what is not needed is left out. */
public enum LoadStage {
  /** Its files are fetched from the hub. */
  DOWNLOADING,
  /** Its weights are quantised, once for all loads that follow. */
  CONVERTING,
  /** Its weights are read. */
  LOADING,
  /** It embeds for the first time. */
  WARMING;

  /** In lower case, as a status word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
