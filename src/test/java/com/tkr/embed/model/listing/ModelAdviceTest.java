package com.tkr.embed.model.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tkr.embed.model.hub.KnownModels.Known;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Precisions are those that native/tests/checkpoint holds choose_quantization to. */
class ModelAdviceTest {
  @ParameterizedTest
  @CsvSource({
    "2, false, ''",
    "4, false, qwen3-2b",
    "8, false, qwen3-2b",
    "16, false, qwen3-2b",
    "16, true, qwen3-2b",
    "64, false, qwen3-2b",
    "32, true, qwen3-8b",
    "128, true, qwen3-8b",
  })
  void beginsWithWhatTheMachineCarries(long gigabytes, boolean gpu, String alias) {
    ModelAdvice advice = new ModelAdvice(gigabytes * 1_000_000_000L, gpu);
    assertThat(advice.recommended().map(Known::alias).orElse("")).isEqualTo(alias);
  }

  @ParameterizedTest
  @CsvSource({
    "16, ops-7b, q4, true",
    "32, ops-7b, q8, true",
    "64, ops-7b, none, true",
    "8, ops-7b, q4, true",
    "6, ops-7b, q4, false",
    "16, ops-2b, none, true",
    "8, qwen3-2b, q8, true",
    "4, qwen3-2b, q4, true",
    "2, qwen3-2b, q4, false",
  })
  void saysWhatAutoTakes(long gigabytes, String alias, String quantization, boolean fits) {
    Map<String, Object> row =
        new ModelAdvice(gigabytes * 1_000_000_000L, false)
            .rows().stream().filter(each -> each.get("alias").equals(alias)).findFirst().get();
    assertThat(row).containsEntry("quantization", quantization).containsEntry("fits", fits);
  }

  /** What recommendedMaxWorkingSetSize says on such machines. */
  @ParameterizedTest
  @CsvSource({
    "8, 5.3, qwen3-2b",
    "16, 10.6, qwen3-2b",
    "24, 16, qwen3-2b",
    "32, 21.3, qwen3-8b",
    "36, 27, qwen3-8b",
    "64, 48, qwen3-8b",
    "128, 96, qwen3-8b",
  })
  void onAppleItReckonsWithWhatMetalLends(long gibibytes, double lent, String alias) {
    long bytes = ModelAdvice.lent(gibibytes << 30);
    assertThat(bytes / (double) (1 << 30)).isCloseTo(lent, within(0.1));
    ModelAdvice advice = new ModelAdvice(bytes, true);
    assertThat(advice.recommended().map(Known::alias)).hasValue(alias);
    assertThat(advice.lines().findFirst().orElseThrow()).contains("which Metal lends");
  }

  @Test
  void itsNamesStandBelowEachOther() {
    assertThat(new ModelAdvice(16_000_000_000L, false).lines().skip(1))
        .extracting(line -> line.indexOf(line.split(" +")[1]))
        .containsOnly(18);
  }

  @Test
  void theTableMarksTheOneToBeginWith() {
    assertThat(new ModelAdvice(16_000_000_000L, false).lines())
        .anySatisfy(
            line -> assertThat(line).startsWith("qwen3-2b ").endsWith("begin with this one"))
        .anySatisfy(line -> assertThat(line).startsWith("ops-7b ").contains(" q4 "));
    assertThat(new ModelAdvice(2_000_000_000L, false).lines())
        .anySatisfy(line -> assertThat(line).startsWith("ops-7b ").endsWith("does not fit"));
  }
}
