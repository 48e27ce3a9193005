package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RerankerFolderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Qwen3-VL-Reranker-2B | {} | ~~ | true",
        "mine | {} | ~~ | false",
        "mine | {\"_name_or_path\": \"Qwen/Qwen3-VL-Reranker-2B\"} | ~~ | true",
        "mine | {\"architectures\": [\"a \\\"_name_or_path\\\": rerank\"]} | ~~ | false",
        "mine | {} | {\"answers\": {\"yes\": \"yes\", \"no\": \"no\"}} | true",
        "reranker | {} | {\"name\": \"\\\"answers\\\"\"} | false",
        "mine | no JSON | ~~ | false",
      })
  void isToldByItsProfileOrElseByItsNames(
      String name, String config, String profile, boolean reranker) throws IOException {
    Files.writeString(folder.resolve("config.json"), config);
    if (!profile.isEmpty()) {
      Files.writeString(folder.resolve("embedding_profile.json"), profile);
    }
    assertThat(RerankerFolder.is(new ModelLocation(name, folder))).isEqualTo(reranker);
  }
}
