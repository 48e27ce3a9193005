package com.tkr.embed.observe.metrics;

import java.util.Locale;

/** What the time of a request is spent on. */
public enum Stage {
  /** Waiting for the engine. */
  QUEUE,
  /** Reading image files into pixels, resize included. */
  DECODE,
  /** Text to token ids. */
  TOKENIZE,
  /** The vision tower, a batch at a time. */
  VISION,
  /** The language model, a batch at a time. */
  TEXT,
  /** Writing the answer. */
  WRITE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
