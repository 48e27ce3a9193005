package com.tkr.embed.config.startup;

/** The places that values come from; a later one beats those before it. */
public enum Layer {
  DEFAULT(100),
  FILE(250),
  /** Above the platform's own source, which has 300 and knows no secrets in files. */
  ENVIRONMENT(310),
  /** Above the platform's own source, which has 400. */
  SYSTEM_PROPERTY(410);

  private final int ordinal;

  Layer(int ordinal) {
    this.ordinal = ordinal;
  }

  /** The rank among MicroProfile's sources. */
  public int rank() {
    return ordinal;
  }
}
