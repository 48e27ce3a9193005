package com.tkr.embed.rest.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.security.auth.RequestHead;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {
  private static final Dialect OWN = new Speaker("/*");
  private static final Dialect V1 = new Speaker("/v1/*", "/embed");
  private static final Dialect MODELS = new Speaker("/v1/models/*");

  private final Dialects dialects = new Dialects(List.of(V1, OWN, MODELS));

  private record Speaker(Set<String> paths) implements Dialect {
    Speaker(String... paths) {
      this(Set.of(paths));
    }

    @Override
    public Map<String, ?> body(ErrorReport report, RequestHead head) {
      return Map.of();
    }
  }

  @ParameterizedTest
  @CsvSource({"/v1/embeddings", "/v1/a/b/c", "/v1/", "/v1", "/v1/%zz", "/embed"})
  void a_dialect_takes_its_paths_and_all_below(String path) {
    assertThat(dialects.at(path)).isSameAs(V1);
  }

  @ParameterizedTest
  @CsvSource({"/v1/models", "/v1/models/a"})
  void the_longest_pattern_decides(String path) {
    assertThat(dialects.at(path)).isSameAs(MODELS);
  }

  @ParameterizedTest
  @CsvSource({"/embed/text", "/embed/", "/v11", "/", "''", "*", "world", "http://v1/embeddings"})
  void our_own_takes_the_rest(String path) {
    assertThat(dialects.at(path)).isSameAs(OWN);
  }

  @Test
  void two_dialects_never_take_the_same_path() {
    assertThatThrownBy(() -> new Dialects(List.of(OWN, V1, new Speaker("/v1/*"))))
        .hasMessage("Two dialects take /v1/*");
  }
}
