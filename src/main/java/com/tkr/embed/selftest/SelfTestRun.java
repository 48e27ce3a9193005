package com.tkr.embed.selftest;

import com.tkr.embed.config.cli.ParentProcess;
import com.tkr.embed.config.cli.SelfTestPath;
import com.tkr.embed.config.cli.SelfTestResult;
import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.startup.ResolvedSettings;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ProcessSizes;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.mlx.MlxRuntime;
import com.tkr.embed.model.profile.CheckpointFolder;
import com.tkr.embed.model.profile.ProfiledFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Loads a model by one path and embeds the built-in inputs, in a process of its own: an instruction
 * set is chosen once for a process, memory is a process's, and one that dies is one row of the
 * table.
 */
public final class SelfTestRun {
  /** A speed is measured where that takes no longer than this, by what the inputs took. */
  private static final double MOST_SECONDS = 30;

  private static final double NANOS = 1e9;

  private final Settings settings;

  SelfTestRun(Settings settings) {
    this.settings = settings;
  }

  /**
   * Words: name and folder of the model, file for the result, device, kernels, activations,
   * quantization.
   */
  public static void main(String[] words) throws IOException {
    ParentProcess.endWith();
    SelfTestPath path = new SelfTestPath(words[3], words[4], "", words[5], words[6]);
    new SelfTestRun(ResolvedSettings.ofProcess())
        .run(new ModelLocation(words[0], Path.of(words[1])), path)
        .write(Path.of(words[2]));
  }

  /** What came of it; failures of the model are told in it. */
  SelfTestResult run(ModelLocation location, SelfTestPath path) {
    try {
      return computed(location.name(), profiled(location), path);
    } catch (InferenceFailed e) {
      return SelfTestResult.failed(
          String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
    } catch (RuntimeException e) {
      return SelfTestResult.failed(String.valueOf(e.getMessage()));
    }
  }

  private ProfiledFolder profiled(ModelLocation location) {
    return CheckpointFolder.open(
        location, settings.get(ModelSettings.PROFILE), settings.get(ModelSettings.IGNORE_ADAPTERS));
  }

  private SelfTestResult computed(String name, ProfiledFolder folder, SelfTestPath path) {
    long start = System.nanoTime();
    ModelOptions options =
        path.options(folder.profile().positions(), folder.answers(), converted(folder, path));
    try (EmbeddingModel model = new MlxRuntime().open(name, folder.folder(), options, share -> {});
        InputPreparer preparer =
            InputPreparer.open(folder, model.info(), InputLimits.of(settings))) {
      SelfTestInputs inputs = new SelfTestInputs(preparer, model.info().imageFactor());
      model.embed(List.of(inputs.all().get(0)));
      double ready = (System.nanoTime() - start) / NANOS;
      return measured(model, inputs, ready);
    }
  }

  /** A large model that was served is quantised already, and need not be once for each path. */
  private Optional<Path> converted(ProfiledFolder folder, SelfTestPath path) {
    HubCache cache = HubCache.of(settings.get(ModelSettings.CACHE_DIR), System.getenv());
    ConvertedModels models = ConvertedModels.beside(cache);
    return models.has(folder.folder(), path.quantization(), folder.answers().isPresent())
        ? Optional.of(models.root())
        : Optional.empty();
  }

  private static SelfTestResult measured(
      EmbeddingModel model, SelfTestInputs inputs, double ready) {
    List<float[]> vectors = new ArrayList<>();
    long start = System.nanoTime();
    for (ModelInput input : inputs.all()) {
      float[] row = model.embed(List.of(input)).pooled().get(0);
      vectors.add(row.length == 1 ? answers(row[0]) : row);
    }
    double rate = tokens(inputs.all()) / ((System.nanoTime() - start) / NANOS);
    double batches = rate(model, inputs.texts(), rate);
    double texts = batches == 0 ? rate : batches * tokens(inputs.texts());
    double pictures = rate(model, List.of(inputs.picture()), rate);
    String info = model.info().quantization() + ", MLX " + model.info().frameworkVersion();
    return new SelfTestResult(
        "", vectors, new SelfTestResult.Speed(texts, pictures, ready), peakBytes(), info);
  }

  /**
   * A reranker's score as the square roots of its answers' probabilities, a vector whose cosine to
   * another such is the fidelity of the two.
   */
  private static float[] answers(float logit) {
    double yes = 1 / (1 + Math.exp(-(double) logit));
    return new float[] {(float) Math.sqrt(yes), (float) Math.sqrt(1 - yes)};
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
    return ProcessSizes.now().getOrDefault("VmHWM", 0L);
  }
}
