package com.tkr.embed.selftest;

import com.tkr.embed.config.cli.SelfTestPath;
import com.tkr.embed.config.cli.SelfTestResult;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.startup.ResolvedSettings;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.mlx.MlxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Loads a model by one path and embeds the built-in inputs, in a process of its own: an instruction
 * set is chosen once for a process, memory is a process's, and one that dies is one row of the
 * table.
 */
public final class SelfTestRun {
  /** A speed is measured where that takes no longer than this, by what the inputs took. */
  private static final double MOST_SECONDS = 30;

  private static final double NANOS = 1e9;
  private static final long KIB = 1024;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final Settings settings;

  SelfTestRun(Settings settings) {
    this.settings = settings;
  }

  /** Words: folder, file for the result, device, kernels, quantization. */
  public static void main(String[] words) throws IOException {
    SelfTestPath path = new SelfTestPath(words[2], words[3], "", words[4]);
    new SelfTestRun(ResolvedSettings.ofProcess())
        .run(Path.of(words[0]), path)
        .write(Path.of(words[1]));
  }

  /** What came of it; failures of the model are told in it. */
  SelfTestResult run(Path folder, SelfTestPath path) {
    long start = System.nanoTime();
    try (EmbeddingModel model =
            new MlxRuntime().open("selftest", folder, path.options(), share -> {});
        InputPreparer preparer =
            InputPreparer.open(folder, model.info(), InputLimits.of(settings))) {
      SelfTestInputs inputs = new SelfTestInputs(preparer, model.info().imageFactor());
      model.embed(List.of(inputs.all().get(0)));
      double ready = (System.nanoTime() - start) / NANOS;
      return measured(model, inputs, ready);
    } catch (InferenceFailed e) {
      return SelfTestResult.failed(
          String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
    } catch (RuntimeException e) {
      return SelfTestResult.failed(String.valueOf(e.getMessage()));
    }
  }

  private static SelfTestResult measured(
      EmbeddingModel model, SelfTestInputs inputs, double ready) {
    List<float[]> vectors = new ArrayList<>();
    long start = System.nanoTime();
    for (ModelInput input : inputs.all()) {
      vectors.add(model.embed(List.of(input)).pooled().get(0));
    }
    double rate = tokens(inputs.all()) / ((System.nanoTime() - start) / NANOS);
    double batches = rate(model, inputs.texts(), rate);
    double texts = batches == 0 ? rate : batches * tokens(inputs.texts());
    double pictures = rate(model, List.of(inputs.picture()), rate);
    String info = model.info().quantization() + ", MLX " + model.info().frameworkVersion();
    return new SelfTestResult(
        "", vectors, new SelfTestResult.Speed(texts, pictures, ready), peakBytes(), info);
  }

  private static long tokens(List<ModelInput> inputs) {
    return inputs.stream().mapToLong(ModelInput::ownTokens).sum();
  }

  /** How often a second the batch is computed; 0 where nobody would wait for that. */
  private static double rate(EmbeddingModel model, List<ModelInput> batch, double tokensPerSecond) {
    if (tokens(batch) / tokensPerSecond > MOST_SECONDS) {
      return 0;
    }
    long start = System.nanoTime();
    int count = 0;
    double seconds = 0;
    while (count == 0 || seconds < 1) {
      model.embed(batch);
      count++;
      seconds = (System.nanoTime() - start) / NANOS;
    }
    return count / seconds;
  }

  /** Memory of this process at its peak; 0 where the system does not tell. */
  private static long peakBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .map(PEAK::matcher)
          .filter(Matcher::matches)
          .mapToLong(matcher -> Long.parseLong(matcher.group(1)) * KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
