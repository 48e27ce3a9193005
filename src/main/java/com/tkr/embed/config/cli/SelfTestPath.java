package com.tkr.embed.config.cli;

import com.tkr.embed.model.ModelOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of computing a model's vectors.
 *
 * @param device {@code cpu} or {@code gpu}
 * @param kernels {@code own} or {@code mlx}
 * @param instructionSet of our kernels, as TKR_EMBED_ISA names it; empty where it has none
 * @param quantization {@code none}, {@code q8} or {@code q4}, as the weights are loaded
 */
public record SelfTestPath(
    String device, String kernels, String instructionSet, String quantization) {
  /** What all others are held against: MLX's operations in 32 bits, nothing quantised on load. */
  static final SelfTestPath REFERENCE = new SelfTestPath("cpu", "mlx", "", "none");

  private static final List<String> INSTRUCTION_SETS =
      List.of("avx512vnni", "avx512", "avx2", "neon", "scalar");
  private static final List<String> QUANTIZATIONS = List.of("none", "q8", "q4");

  /**
   * All others that some machine may have.
   *
   * @param asFound whether the weights are quantised already, and are loaded as they are
   */
  static List<SelfTestPath> others(boolean asFound) {
    List<SelfTestPath> paths = new ArrayList<>();
    for (String quantization : asFound ? List.of("none") : QUANTIZATIONS) {
      for (String set : INSTRUCTION_SETS) {
        paths.add(new SelfTestPath("cpu", "own", set, quantization));
      }
      paths.add(new SelfTestPath("gpu", "mlx", "", quantization));
      paths.add(new SelfTestPath("cpu", "mlx", "", quantization));
    }
    paths.remove(REFERENCE);
    return paths;
  }

  /**
   * The cosine to the reference that holds at least, of every input: rounding alone for the same
   * weights, and what fewer bits cost.
   */
  public double threshold() {
    return switch (quantization) {
      case "q8" -> 0.99;
      case "q4" -> 0.6;
      default -> 0.9999;
    };
  }

  /** How its weights are loaded. */
  public ModelOptions options() {
    return new ModelOptions(device, quantization, kernels, 0);
  }

  /** As the table has it. */
  @Override
  public String toString() {
    String set = instructionSet.isEmpty() ? "" : " " + instructionSet;
    String weights = quantization.equals("none") ? "weights as found" : quantization;
    return device + " " + kernels + set + ", " + weights;
  }
}
