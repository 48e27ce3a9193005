package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Environment;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the operator configured about the server and its model. Every key is also an environment
 * variable: {@code embedding.model.path} is {@code EMBEDDING_MODEL_PATH}; the catalogue has the
 * defaults.
 */
@Dependent
public class ServerConfig {
  @Inject
  @ConfigProperty(name = "embedding.env")
  String env;

  @Inject
  @ConfigProperty(name = "embedding.require-api-key")
  String requireKey;

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
  int threads;

  @Inject
  @ConfigProperty(name = "embedding.ignore-adapters")
  boolean ignoreAdapters;

  @Inject
  @ConfigProperty(name = "embedding.cache.dir")
  Optional<String> cacheDir;

  @Inject
  @ConfigProperty(name = "embedding.data.dir")
  String dataDir;

  /** {@code development}, {@code production} or {@code testing}. */
  public Environment environment() {
    return Environment.valueOf(env.toUpperCase(java.util.Locale.ROOT));
  }

  /** Whether requests without a valid credential are refused; without a choice in production. */
  public boolean keysRequired() {
    return requireKey.equals("auto")
        ? environment() == Environment.PRODUCTION
        : Boolean.parseBoolean(requireKey);
  }

  /** A folder, {@code demo} or a hub name; empty when nothing is configured. */
  public Optional<String> modelPath() {
    return modelPath;
  }

  public String quantization() {
    return quantization;
  }

  public String device() {
    return device;
  }

  public String kernels() {
    return kernels;
  }

  /** Threads of the CPU kernels; 0 for the cores that the process may use. */
  public int threads() {
    return threads;
  }

  /** Whether adapters that lie beside base weights are left out knowingly. */
  public boolean ignoreAdapters() {
    return ignoreAdapters;
  }

  /** A folder of models beside the Hugging Face cache; empty for that cache alone. */
  public Optional<Path> cacheDir() {
    return cacheDir.map(Path::of);
  }

  /** Where the server keeps what it unpacks and what outlives it. */
  public Path dataDir() {
    return Path.of(dataDir);
  }
}
