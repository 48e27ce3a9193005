package com.tkr.embed.rest.admin;

import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.security.apikey.KeyChange;
import com.tkr.embed.security.apikey.KeyText;
import com.tkr.embed.security.apikey.NewKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/**
 * Reads what administrators send about keys. Throws 400, 413 or 415 for what breaks its contract.
 */
@ApplicationScoped
public class KeyRequests {
  /** Bytes of a body at most. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int STRING_CHARACTERS = 1024;

  private final JsonReader json = new JsonReader(STRING_CHARACTERS);

  /** The public id in a path, which may also be the whole prefix. */
  static String id(String given) {
    return given.startsWith(KeyText.PREFIX) ? given.substring(KeyText.PREFIX.length()) : given;
  }

  /** {@code {"name","permissions","expires_in_days","limits"}}. */
  NewKey create(RequestBody body) {
    KeyFields fields = new KeyFields();
    json.read(body, fields.readers());
    return fields.newKey();
  }

  /** The same fields; what is absent stays as it is. */
  KeyChange change(RequestBody body) {
    KeyFields fields = new KeyFields();
    json.read(body, fields.readers());
    return fields.change();
  }

  /** {@code {"overlap_seconds"}}, or no body at all. */
  Duration overlap(RequestBody body) {
    if (body.contentLength() == 0) {
      return KeyFields.DEFAULT_OVERLAP;
    }
    Duration[] overlap = {KeyFields.DEFAULT_OVERLAP};
    json.read(body, Map.of("overlap_seconds", value -> overlap[0] = KeyFields.overlap(value)));
    return overlap[0];
  }
}
