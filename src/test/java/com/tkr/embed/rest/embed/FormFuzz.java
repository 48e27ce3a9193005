package com.tkr.embed.rest.embed;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.rest.body.FixedPrompts;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.body.WholeBody;
import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.testing.Fuzzed;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;

/** Any bytes as the body of a form, with and without what is before its first part. */
public final class FormFuzz {
  private static final RequestReader READER =
      new RequestReader(Fuzzed.LIMITS, new FixedSettings(), new FixedPrompts());
  private static final byte[] BEGIN =
      Requests.utf8(
          "--" + Requests.BOUNDARY + "\r\nContent-Disposition: form-data; name=\"text\"\r\n");

  private FormFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] body) throws Exception {
    InputStream bare = new ByteArrayInputStream(body);
    InputStream begun =
        new SequenceInputStream(new ByteArrayInputStream(BEGIN), new ByteArrayInputStream(body));
    Fuzzed.readOrRefuse(() -> READER.images(form(bare), Map.of()));
    Fuzzed.readOrRefuse(() -> READER.multimodal(form(begun), Map.of()));
  }

  private static RequestBody form(InputStream in) {
    Map<String, String> type = Map.of("boundary", Requests.BOUNDARY);
    return WholeBody.of(in, type, 65_536, new ByteBudget(65_536));
  }
}
