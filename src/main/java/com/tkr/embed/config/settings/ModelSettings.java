package com.tkr.embed.config.settings;

import static com.tkr.embed.config.settings.Visibility.ADMIN;
import static com.tkr.embed.config.settings.Visibility.LOCAL;

import java.util.List;

/** The section {@code model}: what is served, and how work is queued before it. */
final class ModelSettings {
  private static final WholeNumber SECONDS = new WholeNumber(0, 86_400);
  private static final WholeNumber TOKENS = new WholeNumber(1, 1 << 24);

  private ModelSettings() {}

  static final List<Setting> MODEL =
      List.of(
          new Setting(
              "model.model_path",
              "embedding.model.path",
              Texts.MODEL,
              null,
              LOCAL,
              "a checkpoint folder, `demo`, or a hub name (`org/name`, `org/name@revision`) found in"
                  + " the local Hugging Face cache; none is `demo`, outside production"),
          new Setting(
              "model.quantization",
              "embedding.quantization",
              Choice.of("auto", "none", "q4", "q8"),
              "auto",
              ADMIN,
              "auto: as found in a quantised folder, else by the machine's memory"),
          new Setting(
              "model.device",
              "embedding.device",
              Choice.of("auto", "cpu", "gpu"),
              "auto",
              ADMIN,
              "auto: the GPU where MLX has one"),
          new Setting(
              "model.kernels",
              "embedding.kernels",
              Choice.of("auto", "mlx", "own"),
              "auto",
              ADMIN,
              "mlx (stock operations), own (our CPU kernels), or auto: ours on the CPU"),
          new Setting(
              "model.threads",
              "embedding.threads",
              new WholeNumber(0, 1024),
              "0",
              ADMIN,
              "threads of the CPU kernels; 0 for the cores that the process may use"),
          new Setting(
              "model.cache_dir",
              "embedding.cache.dir",
              Texts.FOLDER,
              null,
              LOCAL,
              "one more folder of models in the Hugging Face cache's layout, looked into first"),
          new Setting(
              "model.ignore_adapters",
              "embedding.ignore-adapters",
              new Flag(),
              "false",
              ADMIN,
              "whether a folder with LoRA or other adapters beside its base weights is served without"
                  + " them; else it is refused"),
          new Setting(
              "model.exif_orientation",
              "embedding.exif-orientation",
              new Flag(),
              "false",
              ADMIN,
              "whether pictures are turned as their EXIF says when a request does not say"));

  static final List<Setting> QUEUE =
      List.of(
          new Setting(
              "model.batch_tokens",
              "embedding.batch.tokens",
              TOKENS,
              "4096",
              ADMIN,
              "tokens of one batch at most; the measured budget lies between 256 and this"),
          new Setting(
              "model.queue_tokens",
              "embedding.queue.tokens",
              TOKENS,
              "131072",
              ADMIN,
              "tokens (text and image) that may wait; one API key gets two thirds of the queue at"
                  + " most"),
          new Setting(
              "model.queue_max_age_seconds",
              "embedding.queue.max-age-seconds",
              SECONDS,
              "30",
              ADMIN,
              "how long an input may wait for the engine; a request that would wait longer is"
                  + " refused, and what did all the same is dropped, with 503 and `Retry-After`"),
          new Setting(
              "model.watchdog_seconds",
              "embedding.watchdog.seconds",
              SECONDS,
              "60",
              ADMIN,
              "a batch that takes longer, and longer than ten times what was expected, makes the"
                  + " server not ready; after the same time again the process ends with exit code"
                  + " 70"));
}
