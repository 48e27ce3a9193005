package com.tkr.embed.rest.openai;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.rest.body.ContentReader;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import com.tkr.embed.rest.jina.JinaFields;
import com.tkr.embed.rest.voyage.VoyageFields;
import com.tkr.embed.testing.Fuzzed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Any bytes as the body of {@code /v1/embeddings}, whoever's client sends it. */
public final class EmbeddingsBodyFuzz {
  private static final FixedSettings SETTINGS =
      new FixedSettings().with(ServerSettings.MAX_INPUTS, 30);
  private static final ImageUrls IMAGES = new ImageUrls(Fuzzed.LIMITS, SETTINGS);
  private static final ContentReader CONTENTS = new ContentReader(IMAGES);
  private static final List<BodyFields> FIELDS =
      List.of(
          new OpenAiFields(CONTENTS, SETTINGS),
          new JinaFields(),
          new VoyageFields(CONTENTS, SETTINGS));
  private static final Cl100k CL100K = new Cl100k();

  private EmbeddingsBodyFuzz() {}

  /** Loads the vocabulary, which takes longer than an input may. */
  public static void fuzzerInitialize() throws Exception {
    fuzzerTestOneInput("{\"input\":[1]}".getBytes(StandardCharsets.UTF_8));
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] body) throws Exception {
    EmbeddingsBody asked = new EmbeddingsBody("input");
    Map<String, FieldReader> readers = new HashMap<>();
    FIELDS.forEach(fields -> readers.putAll(fields.readers(asked)));
    Fuzzed.readOrRefuse(
        () -> {
          IMAGES.reader().read(new ByteArrayInputStream(body), readers);
          InputField.requireOneKind(asked);
          asked.contents().forEach(content -> content.input(null));
          asked.tokens().forEach(ids -> CL100K.text(ids));
        });
  }
}
