package com.tkr.embed.rest.embed;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.rest.body.FixedPrompts;
import com.tkr.embed.testing.Fuzzed;
import java.io.ByteArrayInputStream;

/** Any bytes as the body of {@code /embed/text} and of {@code /similarity}. */
public final class TextsFuzz {
  private static final RequestReader READER =
      new RequestReader(Fuzzed.LIMITS, new FixedSettings(), new FixedPrompts());

  private TextsFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] body) throws Exception {
    Fuzzed.readOrRefuse(() -> READER.texts(json(body)));
    Fuzzed.readOrRefuse(() -> READER.similarity(json(body)));
  }

  private static com.tkr.embed.rest.body.RequestBody json(byte[] body) {
    return Requests.json(new ByteArrayInputStream(body), Fuzzed.LIMITS.jsonBytes());
  }
}
