package com.tkr.embed.input.fetch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Any text as the address of a picture, asked for or led to. */
public final class PictureAddressFuzz {
  private static final FetchLimits LIMITS =
      new FetchLimits(512, Duration.ofSeconds(1), List.of("a.example", ".cdn.example"));
  private static final URI FROM = URI.create("https://a.example/one/picture.png");

  private PictureAddressFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    allowedOrRefused(() -> PictureAddress.of(text, LIMITS));
    allowedOrRefused(() -> PictureAddress.redirected(FROM, text, LIMITS));
  }

  private interface Checked {
    URI address() throws FetchFailed;
  }

  private static void allowedOrRefused(Checked checked) {
    try {
      URI uri = checked.address();
      if (uri.getRawUserInfo() != null
          || !List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT))
          || !uri.getHost().toLowerCase(Locale.ROOT).endsWith(".example")) {
        throw new IllegalStateException("allowed: " + uri);
      }
    } catch (FetchFailed refused) {
      // as it should be
    }
  }
}
