package com.tkr.embed.rest.body;

import org.jspecify.annotations.Nullable;

/** A model's prompts without a model: one of every name. */
public final class FixedPrompts extends NamedPrompts {
  @Override
  public @Nullable String instruction(String name, RequestBody body) {
    return name;
  }

  @Override
  public String required(String field, String name, RequestBody body) {
    return name;
  }
}
