package com.tkr.embed.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One request to send, and what its answer must be.
 *
 * @param path of the server
 * @param headers beside Host and Content-Length
 * @param body to POST; {@code null} sends GET
 * @param caller who is said to call, from 0; figures are kept apart by it
 * @param size bytes of the answer's body, give or take {@link #SLACK}; 0 for any
 */
record Call(String path, Map<String, String> headers, byte[] body, int caller, int size) {
  /** Answers tell a time, whose digits vary. */
  static final int SLACK = 32;

  private static final String JSON = "application/json";

  static Call get(String path, int size) {
    return new Call(path, Map.of(), null, 0, size);
  }

  /** A request for texts' vectors. */
  static Call texts(List<String> texts, Format format) {
    String list = "\"" + String.join("\",\"", texts) + "\"";
    String body = "{\"texts\":[" + list + "]" + format.option() + "}";
    Map<String, String> headers = Map.of("Content-Type", JSON, "Accept", format.accept());
    return new Call("/embed/text", headers, body.getBytes(StandardCharsets.UTF_8), 0, 0);
  }

  /** The same from a caller with a key of its own. */
  Call by(int caller) {
    Map<String, String> with = new java.util.HashMap<>(headers);
    with.put("X-API-Key", "bench-caller-" + caller);
    return new Call(path, Map.copyOf(with), body, caller, size);
  }

  /** The same with an answer of a known size. */
  Call expecting(int bytes) {
    return new Call(path, headers, body, caller, bytes);
  }

  boolean accepts(long bytes) {
    return size == 0 || Math.abs(bytes - size) <= SLACK;
  }
}
