package com.tkr.embed.rest.cohere;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.testing.Fuzzed;
import java.io.ByteArrayInputStream;

/** Any bytes as the body of Cohere's routes. */
public final class CohereFuzz {
  private static final ImageUrls URLS = new ImageUrls(Fuzzed.LIMITS, new FixedSettings());

  private CohereFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] body) throws Exception {
    CohereFields fields = new CohereFields(Fuzzed.LIMITS, URLS, 30);
    Fuzzed.readOrRefuse(
        () -> {
          URLS.reader().read(new ByteArrayInputStream(body), fields.readers());
          fields.request(null);
        });
  }
}
