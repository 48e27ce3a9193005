package com.tkr.embed.model.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.profile.Instruction.Form;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionTest {
  @Test
  void aRequestsGoesInAsGiven() {
    Instruction instruction = new Instruction("default", Form.AS_GIVEN);

    assertThat(instruction.of(Optional.empty())).isEqualTo("default");
    assertThat(instruction.of(Optional.of(" find it "))).isEqualTo(" find it ");
    assertThat(instruction.of(Optional.of(""))).isEmpty();
  }

  /** As {@code str.strip}, then a full stop unless the last character's category is P*. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        " find it |find it.",
        "find it.|find it.",
        "gefunden?|gefunden?",
        "见。|见。",
        "(so)|(so)",
        "1 + 1 =|1 + 1 =.",
        "a$|a$.",
        "a^|a^.",
        "\u00a0a\u2003\u001c|a.",
        "\ud83d\ude00|\ud83d\ude00.",
      })
  void aSentenceEndsInPunctuation(String asked, String formed) {
    assertThat(new Instruction("d", Form.SENTENCE).of(Optional.of(asked))).isEqualTo(formed);
  }

  /** Whoever asks for the default by its words gets its vectors, as the cache's keys have it. */
  @Test
  void theDefaultIsFormedToo() {
    Instruction instruction = new Instruction("represent it", Form.SENTENCE);

    assertThat(instruction.of(Optional.empty()))
        .isEqualTo(instruction.of(Optional.of("represent it")))
        .isEqualTo("represent it.");
  }

  @Test
  void linesStandAndWhiteSpaceAloneStandsForTheDefault() {
    Instruction instruction = new Instruction("d", Form.SENTENCE);

    assertThat(instruction.of(Optional.of("a.\nb\n"))).isEqualTo("a.\nb.");
    assertThat(instruction.of(Optional.of(" \n "))).isEqualTo("d.");
  }

  @Test
  void anEmptyOneStandsForTheDefault() {
    assertThat(new Instruction("d", Form.SENTENCE).of(Optional.of(""))).isEqualTo("d.");
  }
}
