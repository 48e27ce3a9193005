package com.tkr.embed.testing;

import com.tkr.embed.error.EmbeddingException;

/** What a reader may do with any bytes: read them, or refuse them as the client's fault. */
public final class Fuzzed {
  private static final int FIRST_SERVER_STATUS = 500;

  private Fuzzed() {}

  /** A reader. */
  @FunctionalInterface
  public interface Reading {
    void read() throws Exception;
  }

  /** Reads; whatever is thrown that is no refusal goes on. */
  public static void readOrRefuse(Reading reading) throws Exception {
    try {
      reading.read();
    } catch (EmbeddingException e) {
      if (e.code().status() >= FIRST_SERVER_STATUS) {
        throw e;
      }
    }
  }
}
