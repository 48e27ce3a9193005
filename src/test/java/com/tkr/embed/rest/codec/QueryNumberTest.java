package com.tkr.embed.rest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.EmbeddingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryNumberTest {
  private static final String RULE = "must be the number of a line";

  @Test
  void is_what_the_parameter_says() {
    assertThat(QueryNumber.of("after", List.of("12"), RULE)).hasValue(12);
    assertThat(QueryNumber.of("after", List.of(), RULE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "all", "9223372036854775808"})
  void anything_else_is_refused(String value) {
    assertThatThrownBy(() -> QueryNumber.of("after", List.of(value), RULE))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("after must be the number of a line.");
  }

  @Test
  void two_values_are_refused() {
    assertThatThrownBy(() -> QueryNumber.of("after", List.of("1", "1"), RULE))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("after appears more than once.");
  }
}
