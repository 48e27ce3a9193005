package com.tkr.embed.rest.codec;

import com.fasterxml.jackson.core.JsonStreamContext;

/** Says where a parser stands, in the way that errors name values: {@code texts[2]}. */
final class JsonPath {
  private JsonPath() {}

  /** The path of the value; empty outside of any field. */
  static String of(JsonStreamContext place) {
    if (place == null || place.inRoot()) {
      return "";
    }
    String parent = of(place.getParent());
    if (place.inArray()) {
      return place.hasCurrentIndex() ? parent + "[" + place.getCurrentIndex() + "]" : parent;
    }
    String name = place.getCurrentName();
    return name == null ? parent : parent.isEmpty() ? name : parent + "." + name;
  }
}
