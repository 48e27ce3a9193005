package com.tkr.embed.embedding.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.cache.CacheKeys.Image;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheKeysTest {
  private static final String DEFAULT = "You are a helpful assistant.";
  private static final CacheKeys KEYS = new CacheKeys(List.of("model", "q8"), DEFAULT, 512);

  private static CacheKey text(String text) {
    return KEYS.key(new CacheKeys.Input(null, text, List.of(), CacheKeys.TooLong.CUT));
  }

  private static CacheKey images(String text, Image... images) {
    return KEYS.key(new CacheKeys.Input(null, text, List.of(images), CacheKeys.TooLong.CUT));
  }

  private static CacheKey pair(String text, String query) {
    return KEYS.key(
        new CacheKeys.Input(
            null,
            new CacheKeys.Content(text, List.of()),
            Optional.of(new CacheKeys.Content(query, List.of())),
            CacheKeys.TooLong.CUT));
  }

  private static Image image(String bytes) {
    return new Image(bytes.getBytes(StandardCharsets.UTF_8), false, 0, "");
  }

  @Test
  void equalInputsHaveEqualKeys() {
    assertThat(text("a red circle")).isEqualTo(text("a red circle"));
    assertThat(text("a red circle")).hasSameHashCodeAs(text("a red circle"));
    assertThat(images("a", image("b"))).isEqualTo(images("a", image("b")));
  }

  @Test
  void noInstructionIsTheDefaultSpelledOut() {
    CacheKey spelled =
        KEYS.key(new CacheKeys.Input(DEFAULT, "a", List.of(), CacheKeys.TooLong.CUT));
    assertThat(spelled).isEqualTo(text("a"));
  }

  @Test
  void inputsThatShareTheirBytesDiffer() {
    List<CacheKey> keys = new ArrayList<>();
    keys.add(text("ab"));
    keys.add(text(""));
    keys.add(KEYS.key(new CacheKeys.Input(null, null, List.of(), CacheKeys.TooLong.CUT)));
    keys.add(KEYS.key(new CacheKeys.Input("a", "b", List.of(), CacheKeys.TooLong.CUT)));
    keys.add(KEYS.key(new CacheKeys.Input("ab", "", List.of(), CacheKeys.TooLong.CUT)));
    keys.add(KEYS.key(new CacheKeys.Input("", "ab", List.of(), CacheKeys.TooLong.CUT)));
    for (String query : new String[] {null, "", "a", "ab"}) {
      for (String text : new String[] {null, "", "a", "ab"}) {
        keys.add(pair(text, query));
      }
    }
    keys.add(images("", image("ab")));
    keys.add(images("a", image("b")));
    keys.add(images("", image("a"), image("b")));
    keys.add(images("", image("b"), image("a")));
    keys.add(images("", image("ab"), image("")));
    keys.add(images("", image(""), image("ab")));
    keys.add(images("", new Image("ab".getBytes(StandardCharsets.UTF_8), true, 0, "")));
    assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
  }

  @Test
  void halfAPairIsNotAQuestionMark() {
    List<String> texts = List.of("a\uD83D", "a?", "a\uFFFD", "a\uDE00", "\uDE00a", "a\uD83D\uDE00");
    assertThat(texts.stream().map(CacheKeysTest::text).distinct()).hasSameSizeAs(texts);
  }

  @Test
  void theRevisionIsPartOfTheKey() {
    CacheKeys.Input input = new CacheKeys.Input(null, "a", List.of(), CacheKeys.TooLong.CUT);
    List<CacheKeys> others =
        List.of(
            new CacheKeys(List.of("model", "q4"), DEFAULT, 512),
            new CacheKeys(List.of("modelq8"), DEFAULT, 512),
            new CacheKeys(List.of("model", "q8", ""), DEFAULT, 512));
    assertThat(others).extracting(keys -> keys.key(input)).doesNotContain(KEYS.key(input));
    assertThat(others).extracting(CacheKeys::revision).doesNotContain(KEYS.revision());
    assertThat(KEYS.revision()).matches("[0-9a-f]{64}");
  }

  @Test
  void truncateMattersOnlyWhereATextMightBeTooLong() {
    String shortText = "a".repeat(40);
    String longText = "a".repeat(400);
    assertThat(KEYS.key(new CacheKeys.Input(null, shortText, List.of(), CacheKeys.TooLong.REFUSED)))
        .isEqualTo(text(shortText));
    assertThat(KEYS.key(new CacheKeys.Input(null, longText, List.of(), CacheKeys.TooLong.REFUSED)))
        .isNotEqualTo(text(longText));
    assertThat(
            KEYS.key(
                new CacheKeys.Input(null, "a", List.of(image("b")), CacheKeys.TooLong.REFUSED)))
        .isNotEqualTo(images("a", image("b")));
  }

  /** Checked by hand with sha256sum, so that a kept cache stays readable. */
  @Test
  void keysAreTheSameOnEveryMachine() {
    assertThat(text("a red circle"))
        .isEqualTo(new CacheKey(6491551313508949822L, 4729410157022154561L));
  }
}
