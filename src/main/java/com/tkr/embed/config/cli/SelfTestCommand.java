package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.hub.DemonstrationModel;
import com.tkr.embed.model.hub.Folders;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.mlx.NativeModels;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code selftest}, for deploy.sh: finds the model, and prints what {@link SelfTest} found. */
final class SelfTestCommand {
  private static final int NO_INPUT = 66;

  private final PrintStream out;
  private final PrintStream err;
  private final Settings settings;
  private final Map<String, String> environment;

  SelfTestCommand(
      PrintStream out, PrintStream err, Settings settings, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.settings = settings;
    this.environment = environment;
  }

  /**
   * Runs it; {@code [NAME] [--json]}.
   *
   * @return 0 where every path holds, 1 where one does not, 66 where there is no such model
   */
  int run(List<String> words) {
    List<String> named = new ArrayList<>(words);
    boolean json = named.remove("--json");
    if (named.size() > 1) {
      err.println("usage: ./deploy.sh selftest [NAME] [--json]");
      return Main.USAGE;
    }
    String name = named.isEmpty() ? configured() : named.get(0);
    try {
      Path temporary = Files.createTempDirectory("tkr-embed-selftest");
      try {
        return run(locate(name, temporary), profile(name), json, temporary);
      } finally {
        Folders.delete(temporary);
      }
    } catch (ModelLoadFailed e) {
      err.println(name + ": " + e.getMessage());
      return NO_INPUT;
    } catch (IOException e) {
      err.println("the selftest cannot write its temporary files: " + e);
      return Failure.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Failure.FAILED;
    }
  }

  private String configured() {
    return ModelSettings.model(settings).orElse(ModelSettings.DEMONSTRATION);
  }

  private ModelLocation locate(String name, Path temporary) {
    return name.equals(ModelSettings.DEMONSTRATION)
        ? new ModelLocation(DemonstrationModel.NAME, DemonstrationModel.unpack(temporary))
        : ModelLocation.find(name, HubCache.of(settings.get(ModelSettings.CACHE_DIR), environment));
  }

  /** The setting is about the configured model alone. */
  private String profile(String name) {
    return name.equals(configured())
        ? settings.get(ModelSettings.PROFILE)
        : ModelSettings.PROFILE_AUTO;
  }

  private int run(ModelLocation model, String profile, boolean json, Path temporary)
      throws IOException, InterruptedException {
    ModelInfo info =
        NativeModels.inspect(model.name(), model.folder(), SelfTestPath.PLAIN.options());
    SelfTest test =
        new SelfTest(new SelfTestProcess(model, profile, temporary)::run, SelfTestWatch.on(err));
    boolean asFound = !info.quantization().equals("none");
    boolean holds = test.run(SelfTestPath.all(asFound, NativeModels.instructionSets()));
    out.print(json ? JsonText.of(json(info, test, holds)) : text(info, test, holds));
    return holds ? 0 : Failure.FAILED;
  }

  private static String text(ModelInfo info, SelfTest test, boolean holds) {
    StringBuilder text = new StringBuilder("## tkr-embed selftest: ");
    text.append(holds ? "every path holds" : "NOT every path holds").append("\n\n");
    text.append("| | |\n|---|---|\n");
    facts(info).forEach((name, fact) -> text.append("| %s | %s |%n".formatted(name, fact)));
    return text.append('\n').append(test.table()).toString();
  }

  private static Map<String, String> facts(ModelInfo info) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", info.name());
    facts.put("dimensions", String.valueOf(info.embeddingDim()));
    facts.put(
        "weights as found", "%s, %.3f GB".formatted(info.quantization(), info.weightBytes() / 1e9));
    facts.put("engine", info.framework() + " " + info.frameworkVersion());
    facts.putAll(Machine.facts());
    return facts;
  }

  private static Map<String, Object> json(ModelInfo info, SelfTest test, boolean holds) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("holds", holds);
    object.put("facts", facts(info));
    object.put("paths", test.json());
    return object;
  }
}
