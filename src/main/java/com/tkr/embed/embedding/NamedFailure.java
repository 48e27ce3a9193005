package com.tkr.embed.embedding;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Says which input of a request failed, in the client's words. What is computed for several
 * requests fails without a name, because each has its own.
 */
final class NamedFailure {
  private static final Set<ErrorCode> OF_AN_INPUT =
      EnumSet.of(
          ErrorCode.VALIDATION_ERROR, ErrorCode.UNPROCESSABLE_IMAGE, ErrorCode.INPUT_REFUSED);
  private static final String FIELD = "field";

  /** Fields that all inputs of a request share. */
  private static final Set<Object> OF_ALL = Set.of("instruction", "query");

  private static final String IMAGE = "image";

  private NamedFailure() {}

  /** The failure of a request's input at an index; the same when it is no input's fault. */
  static Throwable of(EmbeddingRequest request, int index, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    EmbeddingInput input = request.inputs().get(index);
    if (!(cause instanceof EmbeddingException e)
        || !OF_AN_INPUT.contains(e.code())
        || input.name().isEmpty()
        || OF_ALL.contains(e.details().getOrDefault(FIELD, ""))) {
      return failure;
    }
    String prefix = request.inputs().size() == 1 ? "" : input.name() + ": ";
    return new EmbeddingException(e.code(), prefix + e.getMessage(), details(e, input, index));
  }

  private static Map<String, Object> details(
      EmbeddingException e, EmbeddingInput input, int index) {
    Map<String, Object> details = new HashMap<>(e.details());
    details.put(FIELD, input.name());
    details.computeIfPresent(IMAGE, (key, image) -> index);
    return details;
  }
}
