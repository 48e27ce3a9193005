package com.tkr.embed.rest.rerank;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.tei.RankFields;
import com.tkr.embed.testing.Fuzzed;
import java.io.ByteArrayInputStream;
import java.util.function.Function;

/**
 * Any bytes as the body of each route that scores: our own with TEI's, the shared one, Cohere's.
 */
public final class RerankFuzz {
  private static final ImageUrls URLS = new ImageUrls(Fuzzed.LIMITS, new FixedSettings());
  private static final ContentReader CONTENTS = new ContentReader(URLS);

  private RerankFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] body) throws Exception {
    Fuzzed.readOrRefuse(() -> own(body));
    Fuzzed.readOrRefuse(() -> tolerant(body, V1Fields::new));
    Fuzzed.readOrRefuse(() -> tolerant(body, V2Fields::new));
  }

  private static void own(byte[] body) {
    RerankFields fields =
        new RerankFields(
            new RerankSides(CONTENTS::readAny, Fuzzed.LIMITS, Fuzzed.LIMITS.texts()),
            new RankFields(30, () -> {}));
    URLS.strictReader().read(new ByteArrayInputStream(body), fields.readers());
    fields.request().pairs();
  }

  private static void tolerant(byte[] body, Function<RerankSides, RerankForm> empty) {
    RerankForm form = empty.apply(new RerankSides(CONTENTS::read, Fuzzed.LIMITS, 30));
    URLS.reader().read(new ByteArrayInputStream(body), form.readers());
    form.request().pairs();
  }
}
