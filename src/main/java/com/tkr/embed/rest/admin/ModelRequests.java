package com.tkr.embed.rest.admin;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Reads which model an administrator asks for, and says why it cannot be had. */
@ApplicationScoped
public class ModelRequests {
  /** Bytes of a body at most. */
  static final int MAX_BYTES = 64 * 1024;

  private static final String MODEL = "model";
  private static final int NAME_CHARACTERS = 4096;

  private final JsonReader json = new JsonReader(NAME_CHARACTERS);

  /** {@code {"model"}}: a folder, a name of the hub, or {@code demo}. */
  String model(RequestBody body) {
    String[] model = {""};
    json.read(body, Map.of(MODEL, value -> model[0] = value.string().strip()));
    if (model[0].isEmpty() || model[0].chars().anyMatch(Character::isISOControl)) {
      throw Invalid.field(MODEL, "must be a checkpoint folder, a name of the hub, or demo");
    }
    return model[0];
  }

  /**
   * Tells a model that cannot be loaded from our own faults; returns where there is no failure.
   *
   * @throws EmbeddingException 400 for the model's, whose line is written for operators
   */
  static void requireLoadable(@Nullable Throwable failure) {
    if (failure instanceof ModelLoadFailed refused) {
      throw new EmbeddingException(
          ErrorCode.VALIDATION_ERROR, refused.getMessage(), Map.of("field", MODEL));
    }
    if (failure != null) {
      throw failure instanceof EmbeddingException known ? known : new CompletionException(failure);
    }
  }
}
