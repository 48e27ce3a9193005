package com.tkr.embed.security.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.EmbeddingException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRulesTest {
  private static final Set<Permission> TEXT = Set.of(Permission.EMBED_TEXT);

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a\nb", "a\u0000", "\ud800", "\u2028", "\u00a0"})
  void a_name_is_printable(String name) {
    refused("name", "name must have 1 to 100 printable characters", () -> KeyRules.name(name));
  }

  @Test
  void a_name_has_as_many_characters_as_the_document_says() {
    assertThat(KeyRules.name("\ud83d\ude00".repeat(100))).hasSize(200);
    refused("name", "1 to 100", () -> KeyRules.name("x".repeat(101)));
    refused("name", "name is required.", () -> KeyRules.name(null));
  }

  @Test
  void keys_and_their_changes_keep_the_same_bounds() {
    String days = "expires_in_days";
    refused(days, "an integer from 1 on", () -> new NewKey("a", TEXT, 0, null));
    refused(days, "3650", () -> new NewKey("a", TEXT, 3651, null));
    refused(days, "3650", () -> new KeyChange(null, null, Optional.of(3651), null));
    refused("permissions", "is required", () -> new NewKey("a", Set.of(), null, null));
    refused("permissions", "is required", () -> new KeyChange(null, Set.of(), null, null));
    refused("name", "printable", () -> new KeyChange(" ", null, null, null));
    assertThat(new NewKey("a", TEXT, 3650, null).expiresInDays()).isEqualTo(3650);
  }

  @Test
  void limits_and_overlaps_have_an_end() {
    CallerLimits most = new CallerLimits(KeyRules.MOST_LIMIT, null, null, null, 0);
    assertThat(KeyRules.limits(most)).isEqualTo(most);
    assertThat(KeyRules.limits(new CallerLimits(null, null, null, null, null))).isNull();
    refused(
        "limits",
        "from 0 to 1000000000",
        () -> KeyRules.limits(new CallerLimits(null, KeyRules.MOST_LIMIT + 1, null, null, null)));
    KeyRules.overlap(Duration.ofDays(30));
    refused(
        "overlap_seconds", "2592000", () -> KeyRules.overlap(Duration.ofDays(30).plusMillis(1)));
  }

  private static void refused(String field, String words, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.details()).isEqualTo(Map.of("field", field)))
        .hasMessageContaining(words);
  }
}
