package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678",
        "a-client.s_ID-1",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void a_clients_own_is_kept(String id) {
    assertThat(RequestIds.of(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "1234567",
        "01234567890123456789012345678901234567890123456789012345678901234",
        "with space",
        "line\nbreak-long",
        "12345678\n",
        "größe-und-mehr",
        "<script>alert"
      })
  void any_other_is_replaced(String id) {
    assertThat(RequestIds.of(id)).isNotEqualTo(id).hasSize(36);
  }

  @Test
  void ours_are_random_uuids_and_differ() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String id = RequestIds.of(null);
      assertThat(UUID.fromString(id).version()).isEqualTo(4);
      assertThat(UUID.fromString(id).variant()).isEqualTo(2);
      ids.add(id);
    }
    assertThat(ids).hasSize(1000);
  }
}
