package com.tkr.embed.rest.tei;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.rest.body.FixedPrompts;
import com.tkr.embed.rest.body.FixedTokens;
import com.tkr.embed.rest.body.WholeBody;
import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.testing.Fuzzed;
import java.io.ByteArrayInputStream;
import java.util.Map;

/** Any bytes as the body of TEI's {@code /embed}. */
public final class TeiFuzz {
  private static final TeiReader READER =
      new TeiReader(Fuzzed.LIMITS, new FixedSettings(), new FixedPrompts(), new FixedTokens());

  private TeiFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] body) throws Exception {
    Fuzzed.readOrRefuse(
        () ->
            READER.embed(
                WholeBody.of(
                    new ByteArrayInputStream(body), Map.of(), 65_536, new ByteBudget(65_536))));
  }
}
