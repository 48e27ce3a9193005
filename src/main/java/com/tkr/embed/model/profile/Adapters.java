package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * LoRA and other adapters: changes to base weights in files of their own, as PEFT and MLX write
 * them, in the folder itself or one below it.
 */
final class Adapters {
  private static final System.Logger LOG = System.getLogger(Adapters.class.getName());
  private static final Pattern ADAPTER =
      Pattern.compile(
          "adapter_config\\.json|(adapter_model|adapters|.*lora).*\\.(safetensors|bin|pt|npz)"
              + "|non_lora_trainables\\.bin",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BASE = Pattern.compile("model.*\\.safetensors(\\.index\\.json)?");
  private static final String MERGE =
      "merge it into its base model first (PEFT's merge_and_unload)";

  private final Path folder;

  Adapters(Path folder) {
    this.folder = folder;
  }

  void check(boolean ignored) {
    Optional<Path> adapter = find();
    if (adapter.isEmpty()) {
      return;
    }
    if (CheckpointFolder.files(folder).stream().noneMatch(BASE.asMatchPredicate())) {
      throw new ModelLoadFailed(
          adapter.get() + ": an adapter" + base(adapter.get()) + " without base weights: " + MERGE);
    }
    if (!ignored) {
      throw new ModelLoadFailed(
          adapter.get()
              + ": an adapter beside the base weights, whose changes the vectors would lack: "
              + MERGE
              + ", remove it, or set EMBEDDING_IGNORE_ADAPTERS=true to serve the base weights alone");
    }
    LOG.log(Level.WARNING, "{0} is ignored: the base weights alone are served", adapter.get());
  }

  private Optional<Path> find() {
    return Stream.concat(
            Stream.of(folder), CheckpointFolder.folders(folder).stream().map(folder::resolve))
        .flatMap(place -> adapters(place).stream().map(place::resolve))
        .findFirst();
  }

  private static List<String> adapters(Path place) {
    return CheckpointFolder.files(place).stream().filter(ADAPTER.asMatchPredicate()).toList();
  }

  private static String base(Path adapter) {
    return JsonFile.object(adapter.resolveSibling("adapter_config.json"))
        .flatMap(fields -> fields.text("base_model_name_or_path"))
        .map(name -> " of " + name)
        .orElse("");
  }
}
