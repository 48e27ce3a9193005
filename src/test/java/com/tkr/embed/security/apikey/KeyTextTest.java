package com.tkr.embed.security.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTextTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Made by hand: its checksum is Python's zlib.crc32 of the first 60 characters, in base 62. */
  private static final String KNOWN =
      "tkr_0123456789AB_0000000000000000000000000000000000000000001_29BPNZ";

  @Test
  void a_generated_key_has_the_documented_form_and_is_read_back() {
    KeyText key = KeyText.generate(RANDOM);
    assertThat(key.text()).matches("tkr_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}");
    KeyText parsed = KeyText.parse(key.text()).orElseThrow();
    assertThat(parsed.id()).isEqualTo(key.id()).isEqualTo(key.text().substring(4, 16));
    assertThat(parsed.text()).isEqualTo(key.text());
    assertThat(key.last4()).isEqualTo(key.text().substring(63));
  }

  @Test
  void the_checksum_is_crc_32() {
    assertThat(KeyText.parse(KNOWN)).isPresent();
  }

  @Test
  void keys_do_not_repeat_and_use_the_whole_range_of_their_secret() {
    Set<String> secrets = new HashSet<>();
    Set<Character> first = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      String text = KeyText.generate(RANDOM).text();
      secrets.add(text.substring(17, 60));
      first.add(text.charAt(17));
    }
    assertThat(secrets).hasSize(2_000);
    assertThat(first).hasSizeGreaterThan(55);
  }

  @Test
  void a_key_shows_no_secret_as_text() {
    KeyText key = KeyText.generate(RANDOM);
    assertThat(key.toString()).isEqualTo("tkr_" + key.id());
  }

  @Test
  void every_single_wrong_character_is_noticed() {
    String text = KeyText.generate(RANDOM).text();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'x' ? 'y' : 'x';
      String wrong = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(KeyText.parse(wrong)).as("character %d", i).isEmpty();
    }
  }

  static Stream<String> malformed() {
    String text = KeyText.generate(RANDOM).text();
    return Stream.of(
        "",
        "tkr_",
        "tkr",
        "sk-something",
        text + "x",
        text.substring(1),
        text.substring(0, text.length() - 1),
        text + " ",
        " " + text,
        text.toUpperCase(java.util.Locale.ROOT),
        text.replace('_', '-'),
        text.substring(0, 20) + "\u00e9" + text.substring(21),
        text.substring(0, 20) + "\u0000" + text.substring(21),
        text.substring(0, 20) + "_" + text.substring(21),
        "\ud83d\ude00".repeat(33) + "x",
        "x".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void what_is_not_of_the_form_is_no_key(String text) {
    assertThat(KeyText.parse(text)).isEmpty();
  }
}
