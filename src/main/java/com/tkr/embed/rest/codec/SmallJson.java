package com.tkr.embed.rest.codec;

import java.util.Map;

/** Writes small JSON objects, fields in the map's order. */
public final class SmallJson {
  private SmallJson() {}

  /** The object as UTF-8. */
  public static byte[] bytes(Map<String, ?> object) {
    return JsonDocument.bytes(object);
  }
}
