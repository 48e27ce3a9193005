package com.tkr.embed.embedding;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.model.ModelInfo;
import java.util.Map;

/** A model does not fit beside the one that serves. */
final class NotEnoughMemory extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  /** What batches take beside the weights at their peak, and a tensor while it is read. */
  static final long WORKING_BYTES = 512L << 20;

  private NotEnoughMemory(String message, Map<String, Object> details) {
    super(ErrorCode.INSUFFICIENT_STORAGE, message, details);
  }

  /**
   * Refuses a model that would take more than there is.
   *
   * @param planned the model as it would be loaded
   * @param available bytes that the process may still take
   * @throws NotEnoughMemory with both in one line
   */
  static void check(ModelInfo planned, long available) {
    long needed = planned.weightBytes() + WORKING_BYTES;
    if (needed > available) {
      throw new NotEnoughMemory(
          "%s takes %.2f GB (weights %.2f GB, quantization %s) and there are %.2f GB beside the model that serves: choose a smaller one, or restart with it."
              .formatted(
                  planned.name(),
                  needed / 1e9,
                  planned.weightBytes() / 1e9,
                  planned.quantization(),
                  available / 1e9),
          Map.of("needed_bytes", needed, "available_bytes", available));
    }
  }
}
