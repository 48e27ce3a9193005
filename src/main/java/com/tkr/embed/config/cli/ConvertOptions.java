package com.tkr.embed.config.cli;

import com.tkr.embed.model.conversion.Conversion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code model convert} is asked for.
 *
 * @param model a name of the hub, or a folder
 * @param quantization {@code q4} or {@code q8}
 * @param groupSize weights that share scale and bias
 * @param output the folder to write; empty for where servers look
 */
record ConvertOptions(String model, String quantization, int groupSize, Optional<Path> output) {
  private static final List<String> QUANTIZATIONS = List.of("q4", "q8");
  private static final List<String> GROUP_SIZES = List.of("32", "64", "128");

  /** Empty where the words, without {@code convert} and {@code --json}, ask for something else. */
  static Optional<ConvertOptions> parse(List<String> words) {
    List<String> left = new ArrayList<>(words);
    String quantization = take("--quantization", left).orElse("");
    String groupSize = take("--group-size", left).orElse(String.valueOf(Conversion.GROUP_SIZE));
    Optional<String> output = take("--output", left);
    boolean known = QUANTIZATIONS.contains(quantization) && GROUP_SIZES.contains(groupSize);
    if (!known || left.size() != 1 || left.get(0).startsWith("--")) {
      return Optional.empty();
    }
    return Optional.of(
        new ConvertOptions(
            left.get(0), quantization, Integer.parseInt(groupSize), output.map(Path::of)));
  }

  /** The word behind an option, both taken out. */
  private static Optional<String> take(String option, List<String> words) {
    int at = words.indexOf(option);
    if (at < 0 || at + 1 >= words.size()) {
      return Optional.empty();
    }
    words.remove(at);
    return Optional.of(words.remove(at));
  }

  /** Whether a server would not look for the result, and nobody asked for a folder. */
  boolean isOfNoUse() {
    return groupSize != Conversion.GROUP_SIZE && output.isEmpty();
  }
}
