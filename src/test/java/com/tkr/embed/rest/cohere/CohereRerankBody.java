package com.tkr.embed.rest.cohere;

import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.body.RerankSides;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.ByteArrayInputStream;

/** Reads a body of Cohere's second route of scores, for tests that read those of all. */
public final class CohereRerankBody {
  private CohereRerankBody() {}

  /** Reads it, or refuses it. */
  public static void read(byte[] body, ImageUrls urls, RequestLimits limits) {
    CohereRerankFields fields =
        new CohereRerankFields(new RerankSides(new ContentReader(urls)::read, limits, 30));
    urls.reader().read(new ByteArrayInputStream(body), fields.readers());
    fields.request().pairs();
  }
}
