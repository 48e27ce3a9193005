package com.tkr.embed.model.mlx;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.LoadListener;
import com.tkr.embed.model.ModelLoadFailed;
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
    try {
      return new MlxLoad(folder, options, listener).open(name, leastKept);
    } catch (RuntimeException e) {
      throw e instanceof ModelLoadFailed
          ? e
          : new ModelLoadFailed(String.valueOf(e.getMessage()), e);
    } catch (LinkageError e) {
      throw new ModelLoadFailed("The native library does not load here: " + e.getMessage(), e);
    }
  }
}
