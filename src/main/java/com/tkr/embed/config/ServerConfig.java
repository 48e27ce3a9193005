package com.tkr.embed.config;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the operator configured about the server and its model. Every key is also an environment
 * variable: {@code embedding.model.path} is {@code EMBEDDING_MODEL_PATH}. Defaults stand in
 * microprofile-config.properties.
 */
@Dependent
public class ServerConfig {
  @Inject
  @ConfigProperty(name = "embedding.env")
  String env;

  @Inject
  @ConfigProperty(name = "embedding.model.path")
  Optional<String> modelPath;

  @Inject
  @ConfigProperty(name = "embedding.quantization")
  String quantization;

  @Inject
  @ConfigProperty(name = "embedding.device")
  String device;

  @Inject
  @ConfigProperty(name = "embedding.kernels")
  String kernels;

  @Inject
  @ConfigProperty(name = "embedding.threads")
  String threads;

  @Inject
  @ConfigProperty(name = "embedding.cache.dir")
  Optional<String> cacheDir;

  @Inject
  @ConfigProperty(name = "embedding.data.dir")
  Optional<String> dataDir;

  /** {@code development}, {@code production} or {@code testing}. */
  public Environment environment() {
    return Environment.of(env);
  }

  /** A folder, {@code demo} or a hub name; empty when nothing is configured. */
  public Optional<String> modelPath() {
    return modelPath.filter(path -> !path.isBlank());
  }

  public String quantization() {
    return Choice.of("EMBEDDING_QUANTIZATION", quantization, "auto", "none", "q4", "q8");
  }

  public String device() {
    return Choice.of("EMBEDDING_DEVICE", device, "auto", "cpu", "gpu");
  }

  public String kernels() {
    return Choice.of("EMBEDDING_KERNELS", kernels, "auto", "mlx", "own");
  }

  /** Threads of the CPU kernels; 0 for the cores that the process may use. */
  public int threads() {
    return Choice.number("EMBEDDING_THREADS", threads, 1024);
  }

  /** A folder of models beside the Hugging Face cache; empty for that cache alone. */
  public Optional<Path> cacheDir() {
    return cacheDir.map(Path::of);
  }

  /** Where the server keeps what it unpacks; the platform's user data folder by default. */
  public Path dataDir() {
    return dataDir.map(Path::of).orElseGet(UserFolders::data);
  }
}
