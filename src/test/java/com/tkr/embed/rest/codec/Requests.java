package com.tkr.embed.rest.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Requests as the tests send them to the reader. */
final class Requests {
  static final String BOUNDARY = "xBOUNDARYx";

  private Requests() {}

  static RequestHead json() {
    return new RequestHead(Map.of(), null, -1, Map.of());
  }

  static RequestHead form() {
    return form(Map.of());
  }

  static RequestHead form(Map<String, List<String>> query) {
    return new RequestHead(Map.of("boundary", BOUNDARY), null, -1, query);
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
