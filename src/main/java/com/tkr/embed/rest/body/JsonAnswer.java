package com.tkr.embed.rest.body;

/** An answer that is written as JSON. */
public interface JsonAnswer {
  /** What {@link com.tkr.embed.rest.codec.JsonDocument} writes; asked for once. */
  Object json();
}
