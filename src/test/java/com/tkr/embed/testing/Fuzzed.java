package com.tkr.embed.testing;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.rest.codec.RequestLimits;

/** What a reader may do with any bytes: read them, or refuse them as the client's fault. */
public final class Fuzzed {
  /** Of every target: small, so that inputs of 4,096 bytes reach each of them. */
  public static final RequestLimits LIMITS =
      new RequestLimits(65_536, 65_536, 512, 3, 20, 1000, 100);

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
