package com.tkr.embed.observe.health;

import java.util.UUID;

/** Tells this process from others that answer, or have answered, at the same address. */
final class Instance {
  /** Random; whoever starts the process may choose it, to know it again. */
  static final String ID = System.getProperty("tkr.embed.instance", UUID.randomUUID().toString());

  private Instance() {}
}
