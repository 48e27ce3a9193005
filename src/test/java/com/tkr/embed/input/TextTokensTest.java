package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.TinyTokenizer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTokensTest {
  @TempDir Path folder;

  private String beginning(String text, int tokens) {
    new TinyTokenizer().write(folder);
    try (InputPreparer preparer =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(512),
            InputLimits.of(new FixedSettings()))) {
      return preparer.texts().beginning(text, tokens);
    }
  }

  /** A letter with its accent is two tokens, an emoji four. */
  @ParameterizedTest
  @CsvSource({
    "hello hello, 1, hello",
    "hello hello, 2, hello hello",
    "hello hello, 2147483647, hello hello",
    "aé, 1, a",
    "aé, 2, a",
    "aé, 3, aé",
    "ae\u0301b, 2, a",
    "ae\u0301b, 3, ae\u0301",
    "a😀b, 4, a",
    "a😀b, 5, a😀",
    "é, 1, ''",
    "'', 1, ''"
  })
  void a_beginning_has_whole_characters(String text, int tokens, String expected) {
    assertThat(beginning(text, tokens)).isEqualTo(expected);
  }

  @Test
  void what_so_many_tokens_cannot_hold_is_not_looked_at() {
    assertThat(beginning("a".repeat(10_000), 7)).isEqualTo("aaaaaaa");
    assertThat(beginning("😀".repeat(10_000), 9)).isEqualTo("😀😀");
  }
}
