package com.tkr.embed.rest.rerank;

import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A body of an API whose requests name a model: both sides, and {@code model}. */
abstract class ModelForm implements RerankForm {
  private final RerankSides sides;
  private @Nullable String model;

  ModelForm(RerankSides sides) {
    this.sides = sides;
  }

  @Override
  public Map<String, FieldReader> readers() {
    Map<String, FieldReader> readers = new HashMap<>(sides.readers());
    readers.put("model", value -> model = value.string());
    return readers;
  }

  @Override
  public final RerankSides sides() {
    return sides;
  }

  @Override
  public final @Nullable String model() {
    return model;
  }
}
