package com.tkr.embed.config.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds every device and kernel path of this machine against the plain one, on built-in inputs, and
 * tells the speed of each: as a table in Markdown for a bug report, or as JSON.
 */
final class SelfTest {
  /** A path that this machine has not says so in one of these words. */
  private static final List<String> NOT_HERE =
      List.of("TKR_EMBED_ISA is ", "is not available here");

  private final Paths paths;
  private final PrintStream err;
  private final List<Row> rows = new ArrayList<>();

  /** Computes a path. */
  @FunctionalInterface
  interface Paths {
    SelfTestResult run(SelfTestPath path) throws IOException, InterruptedException;
  }

  /**
   * A path and what came of it.
   *
   * @param cosine the least one to the reference
   */
  record Row(SelfTestPath path, SelfTestResult result, double cosine) {
    boolean isLeftOut() {
      return result.failure().startsWith(SelfTestProcess.LEFT_OUT);
    }

    boolean holds() {
      return isLeftOut() || result.failure().isEmpty() && cosine >= path.threshold();
    }
  }

  SelfTest(Paths paths, PrintStream err) {
    this.paths = paths;
    this.err = err;
  }

  /**
   * Computes all paths that are there.
   *
   * @param asFound whether the weights are quantised already
   * @return whether the plain one could be computed, and all others hold
   */
  boolean run(boolean asFound) throws IOException, InterruptedException {
    SelfTestResult reference = compute(SelfTestPath.REFERENCE);
    rows.add(new Row(SelfTestPath.REFERENCE, reference, reference.leastCosine(reference)));
    if (!reference.failure().isEmpty()) {
      return false;
    }
    for (SelfTestPath path : SelfTestPath.others(asFound)) {
      SelfTestResult result = compute(path);
      if (NOT_HERE.stream().noneMatch(result.failure()::contains)) {
        rows.add(new Row(path, result, result.leastCosine(reference)));
      }
    }
    return rows.stream().allMatch(Row::holds);
  }

  private SelfTestResult compute(SelfTestPath path) throws IOException, InterruptedException {
    err.println(path + " ...");
    return paths.run(path);
  }

  /** The table of the paths, in Markdown. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | path | least cosine | at least | holds | tokens/s | images/s | ready | peak memory | engine |
            |---|---|---|---|---|---|---|---|---|
            """);
    rows.forEach(row -> table.append(line(row)));
    return table.toString();
  }

  private static String line(Row row) {
    SelfTestResult result = row.result();
    if (!result.failure().isEmpty()) {
      String holds = row.isLeftOut() ? "-" : "**no**";
      return "| %s | - | %s | %s | %s | | | | |%n"
          .formatted(row.path(), row.path().threshold(), holds, result.failure().replace('|', '/'));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.7f | %s | %s | %s | %s | %.2f s | %s | %s |%n",
        row.path(),
        row.cosine(),
        row.path().threshold(),
        row.holds() ? "yes" : "**no**",
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
    object.put("quantization", row.path().quantization());
    object.put("failure", row.result().failure().isEmpty() ? null : row.result().failure());
    object.put("left_out", row.isLeftOut());
    object.put("cosine", Double.isFinite(row.cosine()) ? row.cosine() : null);
    object.put("threshold", row.path().threshold());
    object.put("holds", row.holds());
    object.put("tokens_per_second", row.result().speed().tokens());
    object.put("images_per_second", row.result().speed().images());
    object.put("ready_seconds", row.result().speed().readySeconds());
    object.put("peak_bytes", row.result().peakBytes());
    object.put("engine", row.result().engine());
    return object;
  }
}
