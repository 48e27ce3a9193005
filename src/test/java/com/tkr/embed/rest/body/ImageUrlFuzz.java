package com.tkr.embed.rest.body;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.testing.Fuzzed;
import java.nio.charset.StandardCharsets;

/** Any text where a picture may stand in JSON. */
public final class ImageUrlFuzz {
  private static final ImageUrls URLS = new ImageUrls(Fuzzed.LIMITS, new FixedSettings());

  private static final ImageUrls FETCHED =
      new ImageUrls(Fuzzed.LIMITS, new FixedSettings().with(ServerSettings.FETCH, true));

  private ImageUrlFuzz() {}

  /** Loads the classes, which takes longer than an input may. */
  public static void fuzzerInitialize() throws Exception {
    fuzzerTestOneInput("data:;base64,QUJD".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    String url = new String(input, StandardCharsets.ISO_8859_1);
    Fuzzed.readOrRefuse(() -> URLS.image("image", url));
    Fuzzed.readOrRefuse(() -> FETCHED.image("image", url));
  }
}
