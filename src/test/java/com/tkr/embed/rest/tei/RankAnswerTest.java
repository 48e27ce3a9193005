package com.tkr.embed.rest.tei;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.Scores;
import com.tkr.embed.embedding.quantization.Quantizer;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.rest.codec.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankAnswerTest {
  private static final Scores SCORES =
      new Scores(
          new Embeddings(
              List.of(new float[] {-1}, new float[] {0}, new float[] {2}),
              1,
              "m",
              9,
              new Quantizer(1),
              List.of(),
              List.of(),
              0,
              3));

  private static String answer(String options) {
    RankFields fields = new RankFields(9, () -> {});
    String json = "{\"texts\":[\"a\",\"b\",\"c\"]" + options + "}";
    JsonReader.strict(9, 0)
        .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), fields.readers());
    return new String(
        JsonDocument.bytes(new RankAnswer(SCORES, fields).json()), StandardCharsets.UTF_8);
  }

  @Test
  void theBestIsFirst() {
    assertThat(answer(""))
        .isEqualTo(
            "[{\"index\":2,\"score\":0.8807970779778823},{\"index\":1,\"score\":0.5},"
                + "{\"index\":0,\"score\":0.2689414213699951}]");
  }

  @Test
  void rawScoresAreLogitsAndTextsAreRepeatedWhereTheyAreAskedFor() {
    assertThat(answer(",\"raw_scores\":true,\"return_text\":true"))
        .isEqualTo(
            "[{\"index\":2,\"text\":\"c\",\"score\":2.0},{\"index\":1,\"text\":\"b\",\"score\":0.0},"
                + "{\"index\":0,\"text\":\"a\",\"score\":-1.0}]");
  }
}
