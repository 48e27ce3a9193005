package com.tkr.embed.rest.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.Scores;
import com.tkr.embed.embedding.quantization.Quantizer;
import com.tkr.embed.rest.codec.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchUnitsTest {
  private static String meta(String version, int documents, List<Integer> truncated) {
    Embeddings pairs =
        new Embeddings(
            Collections.nCopies(documents, new float[] {0}),
            1,
            "m",
            9,
            new Quantizer(1),
            List.of(),
            truncated,
            0,
            0);
    byte[] json = JsonDocument.bytes(SearchUnits.meta(version, new Scores(pairs)));
    return new String(json, StandardCharsets.UTF_8).replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 100, 1", "2, 101, 2"})
  void aSearchHasAHundredDocuments(String version, int documents, int units) {
    assertThat(meta(version, documents, List.of()))
        .isEqualTo(
            "{'api_version':{'version':'%s'},'billed_units':{'search_units':%d}}"
                .formatted(version, units));
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void whatWasCutIsWarnedOf(String version) {
    assertThat(meta(version, 3, List.of(0, 2)))
        .endsWith(
            ",'warnings':['The text of document 0, counted from 0, was longer than the model takes,"
                + " and was cut.','The text of document 2, counted from 0, was longer than the model"
                + " takes, and was cut.']}");
  }
}
