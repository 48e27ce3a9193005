package com.tkr.embed.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The pictures that come with the demonstration model. */
final class Samples {
  private Samples() {}

  static byte[] of(String name) {
    String path = "/demonstration/samples/" + name + ".png";
    try (InputStream sample = Samples.class.getResourceAsStream(path)) {
      return sample.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
