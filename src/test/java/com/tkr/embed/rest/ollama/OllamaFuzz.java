package com.tkr.embed.rest.ollama;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.testing.Fuzzed;
import java.io.ByteArrayInputStream;

/** Any bytes as the body of Ollama's routes. */
public final class OllamaFuzz {
  private static final ImageUrls URLS = new ImageUrls(Fuzzed.LIMITS, new FixedSettings());

  private OllamaFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] body) throws Exception {
    OllamaFields fields = new OllamaFields(Fuzzed.LIMITS, URLS, 30);
    OllamaFields older = new OllamaFields(Fuzzed.LIMITS, URLS, 30);
    Fuzzed.readOrRefuse(
        () -> {
          URLS.reader().read(new ByteArrayInputStream(body), fields.readers());
          fields.inputs();
        });
    Fuzzed.readOrRefuse(
        () -> {
          URLS.reader().read(new ByteArrayInputStream(body), older.readersOfOne());
          older.inputs();
        });
  }
}
