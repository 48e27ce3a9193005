package com.tkr.embed.config.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds every device and kernel path of this machine against the plain one of the same weights, on
 * built-in inputs, and tells the speed of each: as a table in Markdown for a bug report, or as
 * JSON.
 */
final class SelfTest {
  /** A device that this machine has not says so in these words. */
  private static final String NOT_HERE = "is not available here";

  private static final String ALONE =
      SelfTestProcess.LEFT_OUT + "no exact path of these weights was computed to hold it against";

  private final Paths paths;
  private final SelfTestWatch watch;
  private final List<Row> rows = new ArrayList<>();

  /** Computes a path. */
  @FunctionalInterface
  interface Paths {
    SelfTestResult run(SelfTestPath path) throws IOException, InterruptedException;
  }

  /**
   * A path and what came of it.
   *
   * @param cosine the least one to the first exact path of the same weights
   * @param plainCosine the least one to the first path of weights as found: what fewer bits cost
   */
  record Row(SelfTestPath path, SelfTestResult result, double cosine, double plainCosine) {
    boolean isLeftOut() {
      return result.failure().startsWith(SelfTestProcess.LEFT_OUT);
    }

    boolean isComputed() {
      return result.failure().isEmpty();
    }

    boolean holds() {
      return isLeftOut() || isComputed() && cosine >= path.leastCosine();
    }
  }

  SelfTest(Paths paths, SelfTestWatch watch) {
    this.paths = paths;
    this.watch = watch;
  }

  /**
   * Computes paths.
   *
   * @param paths of each quantisation the exact ones first
   * @return whether one could be computed, and all hold
   */
  boolean run(List<SelfTestPath> paths) throws IOException, InterruptedException {
    for (int i = 0; i < paths.size(); i++) {
      watch.begins(paths.get(i), i, paths.size());
      add(paths.get(i));
    }
    return rows.stream().anyMatch(Row::isComputed) && rows.stream().allMatch(Row::holds);
  }

  private void add(SelfTestPath path) throws IOException, InterruptedException {
    Optional<SelfTestResult> exact = exact(path.quantization());
    SelfTestResult result =
        path.isExact() || exact.isPresent() ? paths.run(path) : SelfTestResult.failed(ALONE);
    if (result.failure().contains(NOT_HERE)) {
      return;
    }
    SelfTestResult asFound = exact(SelfTestPath.PLAIN.quantization()).orElse(result);
    double cosine = result.leastCosine(exact.orElse(result));
    Row row = new Row(path, result, cosine, result.leastCosine(asFound));
    rows.add(row);
    watch.ended(json(row));
  }

  /** The first exact one of a quantisation that has vectors. */
  private Optional<SelfTestResult> exact(String quantization) {
    return rows.stream()
        .filter(row -> row.isComputed() && row.path().isExact())
        .filter(row -> row.path().quantization().equals(quantization))
        .map(Row::result)
        .findFirst();
  }

  /** The table of the paths, in Markdown. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | path | least cosine | holds | to the weights as found | tokens/s | images/s | ready | peak memory | engine |
            |---|---|---|---|---|---|---|---|---|
            """);
    rows.forEach(row -> table.append(line(row)));
    return table.toString();
  }

  private static String line(Row row) {
    SelfTestResult result = row.result();
    if (!result.failure().isEmpty()) {
      String holds = row.isLeftOut() ? "-" : "**no**";
      return "| %s | - | %s | %s | | | | | |%n"
          .formatted(row.path(), holds, result.failure().replace('|', '/'));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.7f | %s | %.4f | %s | %s | %.2f s | %s | %s |%n",
        row.path(),
        row.cosine(),
        row.holds() ? "yes" : "**no**",
        row.plainCosine(),
        number(result.speed().tokens()),
        number(result.speed().images()),
        result.speed().readySeconds(),
        result.peakBytes() == 0 ? "-" : number(result.peakBytes() / 1e9) + " GB",
        result.engine());
  }

  private static String number(double measured) {
    return measured == 0 ? "-" : String.format(Locale.ROOT, "%.2f", measured);
  }

  /** The same for programs. */
  List<Map<String, Object>> json() {
    return rows.stream().map(SelfTest::json).toList();
  }

  private static Map<String, Object> json(Row row) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("device", row.path().device());
    object.put("kernels", row.path().kernels());
    object.put("instruction_set", row.path().instructionSet());
    object.put("activations", row.path().activations());
    object.put("quantization", row.path().quantization());
    object.put("failure", row.result().failure().isEmpty() ? null : row.result().failure());
    object.put("left_out", row.isLeftOut());
    object.put("cosine", finite(row.cosine()));
    object.put("threshold", row.path().leastCosine());
    object.put("cosine_to_weights_as_found", finite(row.plainCosine()));
    object.put("holds", row.holds());
    object.put("tokens_per_second", row.result().speed().tokens());
    object.put("images_per_second", row.result().speed().images());
    object.put("ready_seconds", row.result().speed().readySeconds());
    object.put("peak_bytes", row.result().peakBytes());
    object.put("engine", row.result().engine());
    return object;
  }

  private static @Nullable Double finite(double cosine) {
    return Double.isFinite(cosine) ? cosine : null;
  }
}
