package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {
  private static final SelfTestPath SCALAR =
      new SelfTestPath("cpu", "own", "scalar", "exact", "none");
  private static final SelfTestPath Q4 = new SelfTestPath("cpu", "own", "scalar", "exact", "q4");
  private static final SelfTestPath PLAIN_Q4 = new SelfTestPath("cpu", "mlx", "", "exact", "q4");
  private static final SelfTestPath GPU = new SelfTestPath("gpu", "mlx", "", "exact", "none");
  private static final SelfTestPath FAST_GPU = new SelfTestPath("gpu", "mlx", "", "f16", "none");

  private static final List<String> SETS = List.of("avx2", "scalar");
  private static final List<SelfTestPath> AS_FOUND = SelfTestPath.all(true, SETS);
  private static final List<SelfTestPath> FROM_FLOATS = SelfTestPath.all(false, SETS);

  private final Map<SelfTestPath, SelfTestResult> results = new HashMap<>();
  private final SelfTest test =
      new SelfTest(
          path -> results.getOrDefault(path, result(1, 0)),
          new SelfTestWatch.Lines(new PrintStream(new ByteArrayOutputStream())));

  private static SelfTestResult result(float... vector) {
    SelfTestResult.Speed speed = new SelfTestResult.Speed(1234.5, 0, 0.25);
    return new SelfTestResult("", List.of(vector, new float[] {0, 2}), speed, 3_000_000_000L, "q8");
  }

  @Test
  void it_holds_where_every_path_is_near_enough_to_the_plain_one() throws Exception {
    results.put(SCALAR, result(100, 1));
    results.put(PLAIN_Q4, result(5, 2));
    results.put(Q4, result(500, 201));
    results.put(new SelfTestPath("cpu", "own", "scalar", "int8", "q4"), result(100, 42));
    FROM_FLOATS.stream()
        .filter(path -> path.quantization().equals("q4"))
        .forEach(path -> results.putIfAbsent(path, result(5, 2)));
    assertThat(test.run(FROM_FLOATS)).isTrue();
    assertThat(test.table())
        .contains("| cpu mlx, weights as found | 1.0000000 | yes | 1.0000 | 1234.50 | - | 0.25 s |")
        .contains("| cpu own scalar, weights as found | 0.9999500 | yes | 1.0000 |")
        .contains(
            "| cpu own scalar, q4 | 0.9999985 | yes | 0.9278 | 1234.50 | - | 0.25 s | 3.00 GB |")
        .contains("| cpu own scalar, q4, int8 | 0.9998534 | yes |");
  }

  @Test
  void it_does_not_where_one_is_not() throws Exception {
    results.put(SCALAR, result(100, 2));
    assertThat(test.run(AS_FOUND)).isFalse();
    assertThat(test.table()).contains("| cpu own scalar, weights as found | 0.9998001 | **no** |");
    assertThat(test.json()).filteredOn(row -> row.get("holds").equals(false)).hasSize(1);
  }

  @Test
  void four_bits_are_held_against_four_bits() throws Exception {
    results.put(PLAIN_Q4, result(5, 2));
    assertThat(test.run(FROM_FLOATS)).isFalse();
    assertThat(test.table()).contains("| cpu own scalar, q4 | 0.9284767 | **no** | 1.0000 |");
  }

  @Test
  void a_number_that_is_none_never_holds() throws Exception {
    results.put(SCALAR, result(Float.NaN, 1));
    assertThat(test.run(AS_FOUND)).isFalse();
    results.put(SCALAR, result(1, 0, 0));
    assertThat(test.run(AS_FOUND)).isFalse();
  }

  @Test
  void a_path_that_fails_does_not_hold_and_one_that_is_not_here_is_not_told() throws Exception {
    for (SelfTestPath gpu : List.of(GPU, FAST_GPU)) {
      results.put(gpu, SelfTestResult.failed("device: \"gpu\" is not available here: no driver"));
    }
    assertThat(test.run(AS_FOUND)).isTrue();
    assertThat(test.table()).doesNotContain("gpu");
    results.put(SCALAR, SelfTestResult.failed("ended | with 134\nmore"));
    assertThat(test.run(AS_FOUND)).isFalse();
    assertThat(test.table()).contains("| **no** | ended / with 134 |");
  }

  @Test
  void what_is_left_out_is_told_and_no_failure() throws Exception {
    results.put(SCALAR, SelfTestResult.failed(SelfTestProcess.LEFT_OUT + "it takes 9 GB"));
    assertThat(test.run(AS_FOUND)).isTrue();
    assertThat(test.table()).contains("| - | left out: it takes 9 GB |");
  }

  @Test
  void without_the_plain_one_the_others_are_held_against_each_other() throws Exception {
    results.put(SelfTestPath.PLAIN, SelfTestResult.failed(SelfTestProcess.LEFT_OUT + "why"));
    assertThat(test.run(AS_FOUND)).isTrue();
    results.put(SCALAR, result(100, 2));
    assertThat(test.run(AS_FOUND)).isFalse();
  }

  @Test
  void one_that_rounds_is_no_measure_of_the_exact_ones() throws Exception {
    SelfTestResult leftOut = SelfTestResult.failed(SelfTestProcess.LEFT_OUT + "why");
    results.put(SelfTestPath.PLAIN, leftOut);
    results.put(new SelfTestPath("cpu", "own", "avx2", "exact", "none"), leftOut);
    results.put(new SelfTestPath("cpu", "own", "avx2", "int8", "none"), result(100, 3));
    assertThat(test.run(AS_FOUND)).isTrue();
    assertThat(test.table())
        .contains("| cpu own scalar, weights as found | 1.0000000 | yes |")
        .contains("| cpu own avx2, weights as found, int8 | 0.9995503 | yes |");
  }

  @Test
  void one_that_rounds_is_left_out_where_it_cannot_be_held_against_an_exact_one() throws Exception {
    AS_FOUND.stream()
        .filter(SelfTestPath::isExact)
        .forEach(path -> results.put(path, SelfTestResult.failed(SelfTestProcess.LEFT_OUT + "x")));
    assertThat(test.run(AS_FOUND)).isFalse();
    assertThat(test.table())
        .contains("| cpu own avx2, weights as found, int8 | - | - | left out: no exact path of");
  }

  @Test
  void where_nothing_could_be_computed_nothing_is_told_to_hold() throws Exception {
    AS_FOUND.forEach(
        path -> results.put(path, SelfTestResult.failed(SelfTestProcess.LEFT_OUT + "why")));
    assertThat(test.run(AS_FOUND)).isFalse();
  }

  @Test
  void weights_that_are_quantised_already_are_loaded_as_they_are() {
    assertThat(AS_FOUND).allMatch(path -> path.quantization().equals("none"));
    assertThat(FROM_FLOATS)
        .startsWith(SelfTestPath.PLAIN)
        .contains(Q4, GPU)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_result_is_told_from_one_process_to_another(@TempDir Path folder) throws IOException {
    SelfTestResult told = result(0.1f, -3e-30f);
    told.write(folder.resolve("result"));
    SelfTestResult read = SelfTestResult.read(folder.resolve("result"));
    assertThat(read.vectors()).usingRecursiveComparison().isEqualTo(told.vectors());
    assertThat(read.speed()).isEqualTo(told.speed());
    assertThat(read.peakBytes()).isEqualTo(told.peakBytes());
    assertThat(read.leastCosine(told)).isEqualTo(1);
  }
}
