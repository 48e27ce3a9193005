package com.tkr.embed.config.settings;

import static com.tkr.embed.config.settings.WholeNumber.ints;
import static com.tkr.embed.config.settings.WholeNumber.seconds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The section {@code model}: what is served, and how work is queued before it. */
public final class ModelSettings {
  /** The model's path that stands for the demonstration model. */
  public static final String DEMONSTRATION = "demo";

  static final SettingList ALL = new SettingList();
  private static final WholeNumber<Duration> SECONDS = seconds(0, 86_400);
  private static final WholeNumber<Integer> TOKENS = ints(1, 1 << 24);

  public static final Setting<Optional<String>> MODEL_PATH =
      ALL.add("model.model_path", "embedding.model.path", Text.MODEL.optional())
          .means(
              "a checkpoint folder, `demo`, or a model of the hub (`org/name`, `ops-7b`, `ops-2b`,"
                  + " `gme-7b`, `gme-2b`, `qwen3-2b`, `qwen3-8b`,"
                  + " `qwen3-reranker-2b`, `qwen3-reranker-8b`, each also with `@revision`), fetched"
                  + " where it is not in the Hugging Face cache; none is `demo`, outside production");

  public static final Setting<List<String>> ALIASES =
      ALL.add("model.aliases", "embedding.model.aliases", Text.NAME.list())
          .means(
              "other names by which requests may ask for the model, such as"
                  + " `text-embedding-3-small`; `*` for any name");

  public static final Setting<TokenVocabulary> TOKEN_IDS =
      ALL.add(
              "model.token_ids",
              "embedding.token-ids",
              Choice.of(TokenVocabulary::word, TokenVocabulary.values()))
          .or("auto")
          .means(
              "what token ids in place of a text are on `/v1/embeddings`: own (of the model's"
                  + " tokenizer), cl100k (OpenAI's), refuse, or auto: what they plainly are");

  /** The folder itself says how its vectors are made. */
  public static final String PROFILE_AUTO = "auto";

  public static final Setting<String> PROFILE =
      ALL.add(
              "model.profile",
              "embedding.profile",
              Choice.of(
                  PROFILE_AUTO,
                  "ops-mm-embedding-v1",
                  "gme-qwen2-vl",
                  "qwen3-vl-embedding",
                  "qwen3-vl-reranker"))
          .or(PROFILE_AUTO)
          .means(
              "how vectors are made of a folder that does not tell: as those of this model; auto:"
                  + " as its `embedding_profile.json` or the marks of a known model in it say");
  public static final Setting<String> QUANTIZATION =
      ALL.add("model.quantization", "embedding.quantization", Choice.of("auto", "none", "q4", "q8"))
          .or("auto")
          .means("auto: as found in a quantised folder, else by the machine's memory");
  public static final Setting<String> DEVICE =
      ALL.add("model.device", "embedding.device", Choice.of("auto", "cpu", "gpu"))
          .or("auto")
          .means("auto: the GPU where MLX has one");
  public static final Setting<String> KERNELS =
      ALL.add("model.kernels", "embedding.kernels", Choice.of("auto", "mlx", "own"))
          .or("auto")
          .means("mlx (stock operations), own (our CPU kernels), or auto: ours on the CPU");
  public static final Setting<String> CPU_ACTIVATIONS =
      ALL.add("model.cpu_activations", "embedding.cpu.activations", Choice.of("exact", "int8"))
          .or("exact")
          .means(
              "exact, or int8: our CPU kernels round what meets quantised weights, in products of 512"
                  + " and more columns, to 8 bits, which is faster and costs a little accuracy");
  public static final Setting<String> GPU_PRECISION =
      ALL.add("model.gpu_precision", "embedding.gpu.precision", Choice.of("auto", "exact", "fast"))
          .or("auto")
          .means(
              "of MLX's operations: exact (32 bits) or fast (products of 16-bit operands, summed in"
                  + " 32 bits); auto: fast on a GPU, exact on the CPU");
  public static final Setting<Integer> THREADS =
      ALL.add("model.threads", "embedding.threads", ints(0, 1024))
          .or("0")
          .means("threads of the CPU kernels; 0 for the cores that the process may use");
  public static final Setting<Optional<Path>> CACHE_DIR =
      ALL.add("model.cache_dir", "embedding.cache.dir", Text.FOLDER.optional())
          .means(
              "one more folder of models in the Hugging Face cache's layout, looked into first and"
                  + " fetched into");
  public static final Setting<Boolean> IGNORE_ADAPTERS =
      ALL.add("model.ignore_adapters", "embedding.ignore-adapters", new Flag())
          .or("false")
          .means(
              "whether a folder with LoRA or other adapters beside its base weights is served without"
                  + " them; else it is refused");
  public static final Setting<Boolean> EXIF_ORIENTATION =
      ALL.add("model.exif_orientation", "embedding.exif-orientation", new Flag())
          .or("false")
          .means("whether pictures are turned as their EXIF says when a request does not say");
  public static final Setting<Integer> BATCH_TOKENS =
      ALL.add("model.batch_tokens", "embedding.batch.tokens", TOKENS)
          .or("4096")
          .means("tokens of one batch at most; the measured budget lies between 256 and this");
  public static final Setting<Integer> QUEUE_TOKENS =
      ALL.add("model.queue_tokens", "embedding.queue.tokens", TOKENS)
          .or("131072")
          .means(
              "tokens (text and image) that may wait; one API key gets two thirds of the queue at"
                  + " most");
  public static final Setting<Duration> QUEUE_MAX_AGE =
      ALL.add("model.queue_max_age_seconds", "embedding.queue.max-age-seconds", SECONDS)
          .or("30")
          .means(
              "how long an input may wait for the engine; a request that would wait longer is"
                  + " refused, and what did all the same is dropped, with 503 and `Retry-After`");
  public static final Setting<Duration> WATCHDOG =
      ALL.add("model.watchdog_seconds", "embedding.watchdog.seconds", SECONDS)
          .or("60")
          .means(
              "a batch that takes longer, and longer than ten times what was expected, makes the"
                  + " server not ready; after the same time again the process ends with exit code"
                  + " 70");

  private ModelSettings() {}

  /** Which model is asked for; empty where none is and none stands for it, in production. */
  public static Optional<String> model(Settings settings) {
    return settings
        .get(MODEL_PATH)
        .or(() -> Optional.of(DEMONSTRATION).filter(demo -> !settings.isProduction()));
  }
}
