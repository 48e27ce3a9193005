package com.tkr.embed.rest.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.rest.codec.TokenIds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids as tiktoken makes them. */
class Cl100kTest {
  private final Cl100k vocabulary = new Cl100k();

  @Test
  void idsAreTheirText() {
    assertThat(vocabulary.text(ids(15339, 1917))).isEqualTo("hello world");
    assertThat(vocabulary.text(ids(72720, 67823, 288, 66110, 648, 377, 11, 220, 46091, 64936)))
        .isEqualTo("ein großes Dreieck, 三角");
    assertThat(vocabulary.text(ids(172, 241, 222, 222))).isEqualTo("𓀀");
  }

  @Test
  void whatItsTokenizerGivesIsTold() {
    assertThat(vocabulary.gives(List.of(ids(15339, 1917), ids(172, 241, 222, 222)))).isTrue();
    assertThat(vocabulary.gives(List.of(ids(15339, 1917), ids(71, 68)))).isFalse();
    assertThat(vocabulary.gives(List.of(ids(172, 241)))).isFalse();
    assertThat(vocabulary.gives(List.of(ids(100_257)))).isFalse();
    assertThat(vocabulary.gives(List.of(ids(Integer.MAX_VALUE)))).isFalse();
  }

  @Test
  void halfACharacterAndSpecialTokensAreRefused() {
    refused(ids(15339, 172, 241), "break a character");
    refused(ids(100_257), "100257");
    refused(ids(100_256), "100256");
    refused(ids(Integer.MAX_VALUE), "2147483647");
  }

  private void refused(TokenIds ids, String reason) {
    assertThatThrownBy(() -> vocabulary.text(ids))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith("input[3] ")
        .hasMessageContaining(reason);
  }

  private static TokenIds ids(int... ids) {
    return TokenIds.of("input[3]", ids);
  }
}
