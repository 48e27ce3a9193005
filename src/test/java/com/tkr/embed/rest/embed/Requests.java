package com.tkr.embed.rest.embed;

import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.body.WholeBody;
import com.tkr.embed.rest.codec.ByteBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests as the tests send them to the reader. */
final class Requests {
  static final String BOUNDARY = "xBOUNDARYx";

  private Requests() {}

  static RequestBody json(InputStream in, int limit) {
    return WholeBody.of(in, Map.of(), limit, new ByteBudget(limit));
  }

  static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A form's body, part after part. */
  static final class Form {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Form field(String name, String value) {
      return part("Content-Disposition: form-data; name=\"" + name + "\"", utf8(value));
    }

    Form file(String name, byte[] content) {
      return part(
          "Content-Disposition: form-data; name=\""
              + name
              + "\"; filename=\"a.png\"\r\n"
              + "Content-Type: image/png",
          content);
    }

    Form part(String header, byte[] content) {
      write(utf8("--" + BOUNDARY + "\r\n" + header + "\r\n\r\n"));
      write(content);
      write(utf8("\r\n"));
      return this;
    }

    InputStream body() {
      write(utf8("--" + BOUNDARY + "--\r\n"));
      return unfinished();
    }

    InputStream unfinished() {
      return new ByteArrayInputStream(bytes.toByteArray());
    }

    private void write(byte[] content) {
      bytes.write(content, 0, content.length);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
