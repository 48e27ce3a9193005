package com.tkr.embed.model;

import java.util.Locale;

/** What a model is for. */
public enum Task {
  /** Vectors of texts and images. */
  EMBED,
  /** A score for each document by a query. */
  RERANK;

  /** As answers name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
