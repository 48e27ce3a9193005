package com.tkr.embed.selftest;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.startup.ResolvedSettings;
import com.tkr.embed.embedding.quantization.Calibration;
import com.tkr.embed.embedding.quantization.RoundingLoss;
import com.tkr.embed.embedding.quantization.Scales;
import com.tkr.embed.embedding.quantization.VectorType;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.Task;
import com.tkr.embed.model.conversion.CalibratedScales;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.DemonstrationModel;
import com.tkr.embed.model.hub.Folders;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.mlx.MlxRuntime;
import com.tkr.embed.model.profile.CheckpointFolder;
import com.tkr.embed.model.profile.ProfiledFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code model calibrate}: measures on a sample what the largest byte of a model's rounded vectors
 * should stand for, keeps it for the model's next start, and tells what each type loses.
 */
public final class CalibrationRun {
  private static final int FAILED = 1;
  private static final int USAGE = 64;
  private static final int NO_INPUT = 66;
  private static final int LEAST_VECTORS = 20;

  private final Settings settings;

  private CalibrationRun(Settings settings) {
    this.settings = settings;
  }

  /** Words: the model, then {@code --texts FILE} and {@code --images FOLDER}, one at least. */
  public static void main(String[] words) {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) {
    Optional<CalibrationSample> sample = CalibrationSample.of(words);
    if (sample.isEmpty()) {
      System.err.println(
          "usage: ./deploy.sh model calibrate NAME|FOLDER [--texts FILE] [--images FOLDER]");
      return USAGE;
    }
    try {
      System.out.print(new CalibrationRun(ResolvedSettings.ofProcess()).calibrated(sample.get()));
      return 0;
    } catch (ModelLoadFailed e) {
      System.err.println(sample.get().model() + ": " + e.getMessage());
      return NO_INPUT;
    } catch (IOException e) {
      System.err.println(
          "the sample cannot be read, or the scales cannot be kept: " + e.getMessage());
      return FAILED;
    }
  }

  private String calibrated(CalibrationSample sample) throws IOException {
    Path temporary = Files.createTempDirectory("tkr-embed-calibration");
    try {
      return calibrated(sample, locate(sample.model(), temporary));
    } finally {
      Folders.delete(temporary);
    }
  }

  private HubCache cache() {
    return HubCache.of(settings.get(ModelSettings.CACHE_DIR), System.getenv());
  }

  private ModelLocation locate(String name, Path temporary) throws IOException {
    return name.equals(ModelSettings.DEMONSTRATION)
        ? new ModelLocation(DemonstrationModel.NAME, DemonstrationModel.unpack(temporary))
        : ModelLocation.find(name, cache());
  }

  private String calibrated(CalibrationSample sample, ModelLocation location) throws IOException {
    ProfiledFolder folder =
        CheckpointFolder.open(
            location,
            settings.get(ModelSettings.PROFILE),
            settings.get(ModelSettings.IGNORE_ADAPTERS));
    if (folder.profile().task() == Task.RERANK) {
      throw new ModelLoadFailed(folder.folder() + ": a reranker, which has no vectors to round");
    }
    ConvertedModels converted = ConvertedModels.beside(cache());
    List<float[]> vectors = vectors(sample, folder, converted);
    if (vectors.size() < LEAST_VECTORS) {
      throw new ModelLoadFailed("a sample has " + LEAST_VECTORS + " texts and images at least");
    }
    Scales scales = Calibration.of(vectors);
    Path kept = new CalibratedScales(converted).keep(folder.folder(), scales.byDimensions());
    return report(vectors, scales) + "\nkept in " + kept + " for the model's next start\n";
  }

  private List<float[]> vectors(
      CalibrationSample sample, ProfiledFolder folder, ConvertedModels converted)
      throws IOException {
    ModelOptions options =
        new ModelOptions(
            settings.get(ModelSettings.DEVICE),
            settings.get(ModelSettings.QUANTIZATION),
            settings.get(ModelSettings.KERNELS),
            settings.get(ModelSettings.CPU_ACTIVATIONS),
            settings.get(ModelSettings.GPU_PRECISION),
            settings.get(ModelSettings.THREADS),
            folder.profile().positions(),
            Optional.empty(),
            Optional.of(converted.root()));
    try (EmbeddingModel model =
            new MlxRuntime().open(sample.model(), folder.folder(), options, share -> {});
        InputPreparer preparer =
            InputPreparer.open(folder, model.info(), InputLimits.of(settings))) {
      return sample.vectors(model, preparer);
    }
  }

  private static String report(List<float[]> vectors, Scales scales) {
    int whole = vectors.get(0).length;
    StringBuilder text = new StringBuilder();
    text.append(vectors.size()).append(" vectors\n\n");
    text.append("| dimensions | scale | assumed |\n|---|---|---|\n");
    Scales assumed = Scales.assumed(whole);
    for (int size : scales.byDimensions().descendingKeySet()) {
      text.append(
          line(
              "| %d | %.4f | %.4f |",
              size, scales.quantizer(size).scale(), assumed.quantizer(size).scale()));
    }
    text.append("\n| type | scale | recall of 10 | cosine off by |\n|---|---|---|---|\n");
    for (Scales each : List.of(scales, assumed)) {
      RoundingLoss loss = new RoundingLoss(vectors, each.quantizer(whole));
      for (VectorType type : VectorType.values()) {
        if (type != VectorType.FLOAT) {
          RoundingLoss.Loss lost = loss.of(type);
          text.append(
              line(
                  "| %s | %s | %.3f | %.5f |",
                  type.wireName(), each.told(), lost.recall(), lost.cosine()));
        }
      }
    }
    return text.toString();
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }
}
