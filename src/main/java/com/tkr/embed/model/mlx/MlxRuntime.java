package com.tkr.embed.model.mlx;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.LoadListener;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/** Opens checkpoints on MLX. */
@ApplicationScoped
public class MlxRuntime implements ModelRuntime {
  /** Weights that take less are quantised in no time, and not kept. */
  private static final long LEAST_KEPT = 64L << 20;

  private final long leastKept;

  public MlxRuntime() {
    this(LEAST_KEPT);
  }

  MlxRuntime(long leastKept) {
    this.leastKept = leastKept;
  }

  @Override
  public EmbeddingModel open(
      String name, Path folder, ModelOptions options, LoadListener listener) {
    return NativeModels.told(() -> new MlxLoad(folder, options, listener).open(name, leastKept));
  }

  @Override
  public ModelInfo inspect(String name, Path folder, ModelOptions options) {
    return NativeModels.inspect(name, folder, options);
  }

  @Override
  public long availableBytes() {
    return NativeModels.availableBytes();
  }
}
