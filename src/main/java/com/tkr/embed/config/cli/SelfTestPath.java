package com.tkr.embed.config.cli;

import com.tkr.embed.model.AnswerTokens;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.Positions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way of computing a model's vectors.
 *
 * @param device {@code cpu} or {@code gpu}
 * @param kernels {@code own} or {@code mlx}
 * @param instructionSet of our kernels, as TKR_EMBED_ISA names it; empty where it has none
 * @param activations {@code exact}, {@code int8} or, on a GPU, {@code f16}
 * @param quantization {@code none}, {@code q8} or {@code q4}, as the weights are loaded
 */
public record SelfTestPath(
    String device, String kernels, String instructionSet, String activations, String quantization) {
  static final String EXACT = "exact";
  static final String INT8 = "int8";
  static final String F16 = "f16";

  /** The plain one: MLX's operations in 32 bits, nothing quantised on load. */
  static final SelfTestPath PLAIN = new SelfTestPath("cpu", "mlx", "", EXACT, "none");

  private static final List<String> QUANTIZATIONS = List.of("none", "q8", "q4");

  /**
   * All of a machine; of each quantisation the plain one first, and those that round more last.
   *
   * @param asFound whether the weights are quantised already, and are loaded as they are
   * @param instructionSets that our kernels are there for, best first
   */
  static List<SelfTestPath> all(boolean asFound, List<String> instructionSets) {
    List<SelfTestPath> paths = new ArrayList<>();
    for (String quantization : asFound ? List.of("none") : QUANTIZATIONS) {
      paths.add(new SelfTestPath("cpu", "mlx", "", EXACT, quantization));
      instructionSets.forEach(
          set -> paths.add(new SelfTestPath("cpu", "own", set, EXACT, quantization)));
      paths.add(new SelfTestPath("gpu", "mlx", "", EXACT, quantization));
      if (asFound || !quantization.equals("none")) {
        instructionSets.forEach(
            set -> paths.add(new SelfTestPath("cpu", "own", set, INT8, quantization)));
      }
      paths.add(new SelfTestPath("gpu", "mlx", "", F16, quantization));
    }
    return paths;
  }

  boolean isExact() {
    return activations.equals(EXACT);
  }

  /** Of the same weights, the least cosine of any input that rounding alone explains. */
  double leastCosine() {
    return isExact() ? 0.9999 : 0.999;
  }

  /** How its weights are planned: what they take does not depend on positions and answers. */
  ModelOptions options() {
    return options(Positions.MROPE, Optional.empty(), Optional.empty());
  }

  /**
   * How its weights are loaded.
   *
   * @param converted where a conversion lies that a server made; without one nothing is kept
   */
  public ModelOptions options(
      Positions positions, Optional<AnswerTokens> answers, Optional<Path> converted) {
    boolean fast = activations.equals(F16);
    return new ModelOptions(
        device,
        quantization,
        kernels,
        fast ? EXACT : activations,
        fast ? "fast" : EXACT,
        0,
        positions,
        answers,
        converted);
  }

  /** As the table has it. */
  @Override
  public String toString() {
    String set = instructionSet.isEmpty() ? "" : " " + instructionSet;
    String weights = quantization.equals("none") ? "weights as found" : quantization;
    String rounded = isExact() ? "" : ", " + activations;
    return device + " " + kernels + set + ", " + weights + rounded;
  }
}
