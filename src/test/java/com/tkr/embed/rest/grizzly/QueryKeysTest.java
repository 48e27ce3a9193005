package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryKeysTest {
  @ParameterizedTest
  @CsvSource({
    "api_key=abc,abc",
    "x=1&api_key=abc,abc",
    "api_key=abc&x=1,abc",
    "api%5Fkey=abc,abc",
    "api_key=a%2Bb,a+b",
    "api_key=a+b,a b",
    "api_key=a=b,a=b",
    "api_key=a%zz,a%zz"
  })
  void a_key_is_found_and_decoded(String query, String key) {
    assertThat(QueryKeys.of(query)).containsExactly(key);
  }

  @Test
  void every_value_is_found_so_that_two_can_be_refused() {
    assertThat(QueryKeys.of("api_key=a&api_key=b&api_key")).containsExactly("a", "b", "");
  }

  @ParameterizedTest
  @CsvSource({"x=api_key", "api_keys=a", "API_KEY=a", "'&&&'", "''"})
  void other_parameters_are_none(String query) {
    assertThat(QueryKeys.of(query)).isEqualTo(List.of());
  }
}
