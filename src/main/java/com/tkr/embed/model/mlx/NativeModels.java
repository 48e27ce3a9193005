package com.tkr.embed.model.mlx;

import com.tkr.embed.model.AnswerTokens;
import com.tkr.embed.model.AvailableMemory;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ProcessSizes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Native models whose headers are read and no weight; needs no container. */
public final class NativeModels {
  private NativeModels() {}

  /**
   * {@link com.tkr.embed.model.ModelRuntime#inspect}.
   *
   * @throws ModelLoadFailed as there
   */
  public static ModelInfo inspect(String name, Path folder, ModelOptions options) {
    return told(
        () -> {
          try (MlxEmbeddingModel model = new MlxEmbeddingModel(name, plan(folder, options))) {
            return model.info();
          }
        });
  }

  /**
   * Reads a checkpoint's headers and every weight: what is not as the architecture wants it, or not
   * finite, a line each.
   *
   * @throws ModelLoadFailed where the headers are in no order, by its problems
   */
  public static List<String> weightFaults(Path folder, ModelOptions options) {
    return told(
        () -> {
          try (TkrEmbed.NativeModel model = plan(folder, options)) {
            return model.weight_faults().lines().toList();
          }
        });
  }

  /**
   * {@link com.tkr.embed.model.ModelRuntime#availableBytes}.
   *
   * @throws ModelLoadFailed where the native library does not load
   */
  public static long availableBytes() {
    return told(
        () ->
            new AvailableMemory(TkrEmbed.NativeModel::available_memory, ProcessSizes::now)
                .getAsLong());
  }

  /**
   * The instruction sets that our kernels are there for on this processor, as TKR_EMBED_ISA names
   * them, best first.
   *
   * @throws ModelLoadFailed where the native library does not load
   */
  public static List<String> instructionSets() {
    return told(() -> List.of(TkrEmbed.NativeModel.instruction_sets().split(" ")));
  }

  /** Reads the headers. */
  static TkrEmbed.NativeModel plan(Path folder, ModelOptions options) {
    try (TkrEmbed.LoadOptions loadOptions = loadOptions(options)) {
      return new TkrEmbed.NativeModel(folder.toString(), loadOptions);
    }
  }

  private static TkrEmbed.LoadOptions loadOptions(ModelOptions options) {
    TkrEmbed.LoadOptions chosen = new TkrEmbed.LoadOptions();
    answer(chosen, options.answers());
    return chosen
        .device(options.device())
        .kernels(options.kernels())
        .quantization(options.quantization())
        .threads(options.threads())
        .positions(options.positions().word());
  }

  /** Asks for scores where there are answers. */
  static void answer(TkrEmbed.LoadOptions options, Optional<AnswerTokens> answers) {
    answers.ifPresent(tokens -> options.yes_token(tokens.yes()).no_token(tokens.no()));
  }

  /** Says what the native side says, as the port does. */
  static <T> T told(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw e instanceof ModelLoadFailed
          ? e
          : new ModelLoadFailed(String.valueOf(e.getMessage()), e);
    } catch (LinkageError e) {
      throw new ModelLoadFailed("The native library does not load here: " + e.getMessage(), e);
    }
  }
}
