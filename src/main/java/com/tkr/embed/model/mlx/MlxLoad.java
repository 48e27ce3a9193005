package com.tkr.embed.model.mlx;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.LoadListener;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.conversion.Conversion;
import com.tkr.embed.model.conversion.ConversionFailed;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.CheckpointFingerprint;
import com.tkr.embed.model.hub.DownloadMeter;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One load of a checkpoint: from the folder itself, or, where its weights are to be quantised, from
 * the converted folder, which is made if need be.
 */
final class MlxLoad {
  private static final System.Logger LOG = System.getLogger(MlxLoad.class.getName());
  private static final long PROGRESS_MILLIS = 200;

  private final Path folder;
  private final ModelOptions options;
  private final LoadListener listener;
  private final Optional<ConvertedModels> kept;

  MlxLoad(Path folder, ModelOptions options, LoadListener listener) {
    this.folder = folder;
    this.options = options;
    this.listener = listener;
    this.kept = options.converted().map(ConvertedModels::new);
  }

  /**
   * The loaded model.
   *
   * @param leastKept of weights that take fewer bytes nothing is kept
   */
  EmbeddingModel open(String name, long leastKept) {
    TkrEmbed.NativeModel source = headers(folder, options.quantization(), false);
    return source.converted_bytes() < leastKept ? loaded(name, source) : large(name, source);
  }

  private EmbeddingModel large(String name, TkrEmbed.NativeModel source) {
    Optional<TkrEmbed.NativeModel> converted = Optional.empty();
    try (source) {
      source.check_fits();
      if (source.bits_on_load() > 0) {
        converted = kept.flatMap(root -> converted(source, root));
      }
    }
    return converted.isPresent() ? loaded(name, converted.get()) : fromSource(name);
  }

  private TkrEmbed.NativeModel headers(Path checkpoint, String quantization, boolean checked) {
    try (TkrEmbed.LoadOptions chosen = new TkrEmbed.LoadOptions()) {
      chosen.device(options.device()).kernels(options.kernels()).threads(options.threads());
      chosen.activations(options.activations()).precision(options.precision());
      chosen.quantization(quantization).group_size(Conversion.GROUP_SIZE).checked(checked);
      chosen.positions(options.positions().word());
      NativeModels.answer(chosen, options.answers());
      return new TkrEmbed.NativeModel(checkpoint.toString(), chosen);
    }
  }

  /** Empty where it cannot be kept; the reason is logged. */
  private Optional<TkrEmbed.NativeModel> converted(
      TkrEmbed.NativeModel source, ConvertedModels root) {
    DownloadMeter meter = new DownloadMeter();
    Conversion conversion =
        new Conversion(
            root,
            folder,
            new MlxConverter(source, Conversion.GROUP_SIZE, options.answers().isPresent()),
            meter);
    LOG.log(Level.DEBUG, "Conversions are kept below {0}", root.root());
    return conversion
        .find()
        .flatMap(found -> sound(found, conversion))
        .or(() -> make(conversion, meter).map(this::inPlace));
  }

  private TkrEmbed.NativeModel inPlace(Path converted) {
    return headers(converted, "none", true);
  }

  /** One that somebody has damaged is deleted. */
  private Optional<TkrEmbed.NativeModel> sound(Path converted, Conversion conversion) {
    try {
      return Optional.of(inPlace(converted));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "{0}; it is converted again", e.getMessage());
      conversion.discard(converted);
      return Optional.empty();
    }
  }

  private Optional<Path> make(Conversion conversion, DownloadMeter meter) {
    listener.converting(meter::now);
    LOG.log(Level.INFO, "Converting {0}, once", folder);
    try {
      Path made = conversion.get();
      listener.converted();
      return Optional.of(made);
    } catch (ConversionFailed e) {
      LOG.log(
          Level.WARNING,
          "The weights are quantised in memory, at every start, because the result cannot be kept:"
              + " {0}",
          e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelLoadFailed("The conversion of " + folder + " was ended", e);
    } finally {
      listener.loading(0);
    }
  }

  /** Its values are looked at where nobody has done so before. */
  private EmbeddingModel fromSource(String name) {
    String fingerprint = CheckpointFingerprint.of(folder);
    boolean checked = kept.filter(root -> root.isChecked(fingerprint)).isPresent();
    TkrEmbed.NativeModel model = headers(folder, options.quantization(), checked);
    EmbeddingModel loaded = loaded(name, model);
    if (!checked && loaded.damage().isEmpty()) {
      kept.ifPresent(root -> root.remember(fingerprint));
    }
    return loaded;
  }

  private EmbeddingModel loaded(String name, TkrEmbed.NativeModel model) {
    ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor();
    try {
      reporter.scheduleAtFixedRate(
          () -> listener.loading(model.load_progress()), 0, PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
      model.load();
      return new MlxEmbeddingModel(name, model);
    } catch (RuntimeException e) {
      stop(reporter);
      model.close();
      throw e;
    } finally {
      stop(reporter);
    }
  }

  /** Waits: the reporter must not read a model that is about to be closed. */
  private static void stop(ScheduledExecutorService reporter) {
    reporter.shutdown();
    try {
      reporter.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
