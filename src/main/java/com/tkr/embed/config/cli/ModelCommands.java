package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.hub.ByteCount;
import com.tkr.embed.model.hub.CachedModel;
import com.tkr.embed.model.hub.DownloadFailed;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelDownload;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.ModelName;
import com.tkr.embed.model.hub.ModelVerification;
import com.tkr.embed.model.hub.ModelVerification.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code model get}, {@code list}, {@code verify} and {@code remove}, for deploy.sh. */
final class ModelCommands {
  /** As in sysexits.h. */
  private static final int DATA_ERROR = 65;

  private static final int NO_INPUT = 66;
  private static final int CANNOT_CREATE = 73;
  private static final int NO_PERMISSION = 77;

  private static final String HELP =
      """
      usage: ./deploy.sh model get|verify|remove NAME [--json]
             ./deploy.sh model list [--json]
      """;

  private final PrintStream out;
  private final PrintStream err;
  private final HubCache cache;
  private final Map<String, String> environment;
  private final Inspection inspection;

  /** What {@link com.tkr.embed.model.ModelRuntime#inspect} is. */
  @FunctionalInterface
  interface Inspection {
    ModelInfo inspect(String name, Path folder, ModelOptions options);
  }

  /**
   * @param environment variables that say where models are, which hub is asked, and as whom
   * @param inspection says whether tensors are those of their architecture
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
      return named.size() == 2 ? run(named.get(0), named.get(1), json) : misuse();
    } catch (DownloadFailed e) {
      err.println(e.getMessage());
      return code(e.reason());
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
    List<CachedModel> models = cache.models();
    if (json) {
      List<Object> rows = new ArrayList<>();
      models.forEach(model -> rows.add(row(model)));
      out.print(JsonText.of(Map.of("models", rows)));
    } else {
      models.forEach(model -> out.println(line(model)));
    }
    return 0;
  }

  private static Map<String, Object> row(CachedModel model) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", model.repository());
    row.put("commit", model.commit());
    row.put("bytes", model.bytes());
    row.put("folder", model.folder().toString());
    row.put("missing", model.missing().orElse(null));
    return row;
  }

  private static String line(CachedModel model) {
    String commit = model.commit().substring(0, Math.min(12, model.commit().length()));
    String bytes = ByteCount.of(model.bytes());
    String what = model.missing().orElse(model.folder().toString());
    return "%-48s %-12s %8s  %s".formatted(model.repository(), commit, bytes, what);
  }

  private int verify(String text, boolean json) throws IOException, InterruptedException {
    ModelLocation model = location(text);
    DownloadMeter meter = new DownloadMeter();
    Verdict verdict;
    try (ProgressLines lines = ProgressLines.show(model.name(), meter, err)) {
      verdict = new ModelVerification(model.folder(), meter).run();
    }
    List<String> problems = new ArrayList<>(verdict.problems());
    architecture(model).ifPresent(problems::add);
    problems.forEach(err::println);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("folder", model.folder().toString());
    row.put("files", verdict.files());
    row.put("checksums", verdict.checked());
    row.put("tensors", verdict.tensors());
    row.put("problems", problems);
    print(json, said(model, verdict, problems.size()), row);
    return problems.isEmpty() ? 0 : DATA_ERROR;
  }

  /** What is not as the architecture that config.json names wants it. */
  private Optional<String> architecture(ModelLocation model) {
    try {
      ModelOptions asFound = new ModelOptions("cpu", "none", "auto", 0);
      inspection.inspect(model.name(), model.folder(), asFound);
      return Optional.empty();
    } catch (ModelLoadFailed e) {
      return Optional.of(e.getMessage());
    }
  }

  private static String said(ModelLocation model, Verdict verdict, int problems) {
    String outcome = problems == 0 ? "in order" : problems + " problems";
    String unknown =
        verdict.checked() > 0
            ? ""
            : "; no checksums are known of this folder, so that a changed weight would not be found";
    return "%s: %s; %d files, %d of them by their checksums, %d tensors%s"
        .formatted(
            model.folder(),
            outcome,
            verdict.files(),
            verdict.checked(),
            verdict.tensors(),
            unknown);
  }

  private int remove(String text, boolean json) throws IOException, InterruptedException {
    ModelName name = name(text);
    if (name.revision().isPresent()) {
      return misuse();
    }
    Optional<Long> freed = cache.remove(name);
    if (freed.isEmpty()) {
      throw new ModelLoadFailed(name + " is not in " + cache.hubs());
    }
    String line = name + " is removed: " + ByteCount.of(freed.get());
    print(json, line, Map.of("model", name.repository(), "bytes", freed.get()));
    return 0;
  }

  private void print(boolean json, String line, Map<String, Object> object) {
    if (json) {
      out.print(JsonText.of(object));
    } else {
      out.println(line);
    }
  }
}
