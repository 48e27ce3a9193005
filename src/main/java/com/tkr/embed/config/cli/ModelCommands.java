package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.conversion.Conversion;
import com.tkr.embed.model.conversion.ConversionFailed;
import com.tkr.embed.model.conversion.ConversionKey;
import com.tkr.embed.model.conversion.ConvertedModel;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.ByteCount;
import com.tkr.embed.model.hub.CachedModel;
import com.tkr.embed.model.hub.DownloadFailed;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelDownload;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.ModelName;
import com.tkr.embed.model.listing.ModelListing;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code model get}, {@code list}, {@code verify}, {@code remove} and {@code convert}, for
 * deploy.sh.
 */
final class ModelCommands {
  /** As in sysexits.h. */
  private static final int DATA_ERROR = 65;

  private static final int NO_INPUT = 66;
  private static final int CANNOT_CREATE = 73;
  private static final int NO_PERMISSION = 77;

  private static final String LINE = "%-48s %-19s %-12s %8s  %s";
  private static final String HELP =
      """
      usage: ./deploy.sh model get|verify|remove NAME [--json]
             ./deploy.sh model list [--json]
             ./deploy.sh model convert NAME|FOLDER --quantization q4|q8
                         [--group-size 32|64|128] [--output FOLDER] [--json]
      """;

  private final PrintStream out;
  private final PrintStream err;
  private final HubCache cache;
  private final Map<String, String> environment;
  private final Inspection inspection;

  /** What {@link CheckpointFaults#of} is. */
  @FunctionalInterface
  interface Inspection {
    List<String> faults(Path folder, ModelOptions options);
  }

  /**
   * @param environment variables that say where models are, which hub is asked, and as whom
   * @param inspection says whether tensors are those of their architecture, and finite
   */
  ModelCommands(
      PrintStream out,
      PrintStream err,
      Settings settings,
      Map<String, String> environment,
      Inspection inspection) {
    this.out = out;
    this.err = err;
    this.inspection = inspection;
    this.cache = HubCache.of(settings.get(ModelSettings.CACHE_DIR), environment);
    this.environment = environment;
  }

  /** Runs one command, without the word {@code model}; its exit code is the process's. */
  int run(List<String> words) {
    List<String> named = new ArrayList<>(words);
    boolean json = named.remove("--json");
    try {
      if (named.equals(List.of("list"))) {
        return list(json);
      }
      if (!named.isEmpty() && named.get(0).equals("convert")) {
        return convert(named.subList(1, named.size()), json);
      }
      return named.size() == 2 ? run(named.get(0), named.get(1), json) : misuse();
    } catch (DownloadFailed e) {
      err.println(e.getMessage());
      return code(e.reason());
    } catch (ConversionFailed e) {
      err.println(e.getMessage());
      return e.reason() == ConversionFailed.Reason.UNWRITABLE ? CANNOT_CREATE : DATA_ERROR;
    } catch (ModelLoadFailed e) {
      err.println(e.getMessage());
      return NO_INPUT;
    } catch (IOException e) {
      err.println("the models cannot be read: " + e);
      return Failure.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Failure.FAILED;
    }
  }

  private int run(String command, String name, boolean json)
      throws IOException, InterruptedException {
    return switch (command) {
      case "get" -> get(name, json);
      case "verify" -> verify(name, json);
      case "remove" -> remove(name, json);
      default -> misuse();
    };
  }

  private int misuse() {
    err.print(HELP);
    return Main.USAGE;
  }

  /** What would help decides the code. */
  private static int code(DownloadFailed.Reason reason) {
    return switch (reason) {
      case MISSING -> NO_INPUT;
      case DENIED -> NO_PERMISSION;
      case MISCONFIGURED -> Main.REFUSED;
      case OFFLINE -> Failure.UNAVAILABLE;
      case UNREACHABLE -> Failure.TRY_AGAIN;
      case DAMAGED -> DATA_ERROR;
      case UNWRITABLE -> CANNOT_CREATE;
    };
  }

  private int get(String text, boolean json) throws IOException, InterruptedException {
    ModelName name = name(text);
    DownloadMeter meter = new DownloadMeter();
    ModelDownload download = new ModelDownload(cache, environment, meter);
    Path folder;
    try (ProgressLines lines = ProgressLines.show(name.model(), meter, err)) {
      folder = download.get(name);
    }
    print(json, folder.toString(), Map.of("model", name.repository(), "folder", folder.toString()));
    return 0;
  }

  private int convert(List<String> words, boolean json) throws IOException, InterruptedException {
    Optional<ConvertOptions> options = ConvertOptions.parse(words);
    if (options.isEmpty()) {
      return misuse();
    }
    if (options.get().isOfNoUse()) {
      err.println(
          "servers quantise in groups of %d: name a folder for other groups by --output"
              .formatted(Conversion.GROUP_SIZE));
      return Main.USAGE;
    }
    Path folder =
        new ConvertCommand(cache, err).run(location(options.get().model()), options.get());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", options.get().model());
    row.put("quantization", options.get().quantization());
    row.put("folder", folder.toString());
    print(json, folder.toString(), row);
    return 0;
  }

  private static ModelName name(String text) {
    return named(text, () -> ModelLocation.hubName(text))
        .orElseThrow(() -> new ModelLoadFailed(text + " " + ModelName.EXPECTED));
  }

  private ModelLocation location(String text) {
    return named(text, () -> ModelLocation.find(text, cache));
  }

  /** What is said of a model begins with what the user called it. */
  private static <T> T named(String text, Supplier<T> looked) {
    try {
      return looked.get();
    } catch (ModelLoadFailed e) {
      throw new ModelLoadFailed(text + ": " + e.getMessage(), e);
    }
  }

  private int list(boolean json) throws IOException {
    ModelListing listing = ModelListing.of(cache);
    if (json) {
      out.print(JsonText.of(listing.rows()));
      return 0;
    }
    listing.fetched().forEach(model -> out.println(line(model)));
    listing.converted().forEach(model -> out.println(line(model)));
    if (listing.fetched().isEmpty() && listing.converted().isEmpty()) {
      err.println("there are no models in " + folders());
    }
    out.println();
    listing.advice().lines().forEach(out::println);
    return 0;
  }

  private String folders() {
    return cache.hubs().stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static String line(ConvertedModel model) {
    ConversionKey key = model.key();
    return LINE.formatted(
        key.model(), "-", key.quantization(), ByteCount.of(model.bytes()), model.folder());
  }

  private static String line(CachedModel model) {
    String commit = model.commit().substring(0, Math.min(12, model.commit().length()));
    String bytes = ByteCount.of(model.bytes());
    String what = model.missing().orElse(model.folder().toString());
    String profile = model.profile().orElse("-");
    return LINE.formatted(model.repository(), profile, commit, bytes, what);
  }

  private int verify(String text, boolean json) throws IOException, InterruptedException {
    List<VerifiedFolder> folders = new VerifyCommand(cache, inspection, err).run(location(text));
    folders.forEach(folder -> folder.told().forEach(err::println));
    if (json) {
      Map<String, Object> row = new LinkedHashMap<>(folders.get(0).row());
      row.put("converted", folders.stream().skip(1).map(VerifiedFolder::row).toList());
      out.print(JsonText.of(row));
    } else {
      folders.forEach(folder -> out.println(folder.line()));
    }
    return folders.stream().allMatch(VerifiedFolder::isInOrder) ? 0 : DATA_ERROR;
  }

  private int remove(String text, boolean json) throws IOException, InterruptedException {
    Path folder = Path.of(text);
    return Files.isDirectory(folder)
        ? removed(ConversionKey.model(folder), Optional.empty(), json)
        : remove(name(text), json);
  }

  private int remove(ModelName name, boolean json) throws IOException, InterruptedException {
    return name.revision().isPresent()
        ? misuse()
        : removed(name.repository(), cache.remove(name, waits()), json);
  }

  /** With all that was converted from it; a folder of the user's own stays. */
  private int removed(String model, Optional<Long> fetched, boolean json)
      throws IOException, InterruptedException {
    Optional<Long> converted = ConvertedModels.beside(cache).remove(model, waits());
    if (fetched.isEmpty() && converted.isEmpty()) {
      throw new ModelLoadFailed(model + " is not in " + folders());
    }
    long bytes = fetched.orElse(0L) + converted.orElse(0L);
    print(
        json,
        model + " is removed: " + ByteCount.of(bytes),
        Map.of("model", model, "bytes", bytes));
    return 0;
  }

  /** Says once that another process of this program uses what is to be removed. */
  private Runnable waits() {
    AtomicBoolean told = new AtomicBoolean();
    return () -> {
      if (!told.getAndSet(true)) {
        err.println("waiting for a download or conversion that is under way");
      }
    };
  }

  private void print(boolean json, String line, Map<String, Object> object) {
    if (json) {
      out.print(JsonText.of(object));
    } else {
      out.println(line);
    }
  }
}
