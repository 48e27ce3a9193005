package com.tkr.embed.rest.admin;

import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.RequestBody;
import com.tkr.embed.rest.codec.RequestHead;
import com.tkr.embed.security.apikey.KeyChange;
import com.tkr.embed.security.apikey.KeyText;
import com.tkr.embed.security.apikey.NewKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
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
  @Inject private ByteBudget budget;

  /** The public id in a path, which may also be the whole prefix. */
  static String id(String given) {
    return given.startsWith(KeyText.PREFIX) ? given.substring(KeyText.PREFIX.length()) : given;
  }

  /** {@code {"name","permissions","expires_in_days","limits"}}. */
  NewKey create(RequestHead head, InputStream in) {
    KeyFields fields = new KeyFields();
    read(head, in, fields.readers());
    return fields.newKey();
  }

  /** The same fields; what is absent stays as it is. */
  KeyChange change(RequestHead head, InputStream in) {
    KeyFields fields = new KeyFields();
    read(head, in, fields.readers());
    return fields.change();
  }

  /** {@code {"overlap_seconds"}}, or no body at all. */
  Duration overlap(RequestHead head, InputStream in) {
    if (head.contentLength() == 0) {
      return KeyFields.DEFAULT_OVERLAP;
    }
    Duration[] overlap = {KeyFields.DEFAULT_OVERLAP};
    read(head, in, Map.of("overlap_seconds", value -> overlap[0] = KeyFields.overlap(value)));
    return overlap[0];
  }

  private void read(RequestHead head, InputStream in, Map<String, JsonReader.FieldReader> fields) {
    head.requireUtf8();
    RequestBody body = new RequestBody(in, MAX_BYTES, budget);
    try {
      json.read(body, fields);
    } finally {
      body.held().release();
    }
  }
}
