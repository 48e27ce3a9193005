package com.tkr.embed.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart/form-data body as a client builds it. */
final class Form {
  private static final String BOUNDARY = "----tkr-embed-it";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Form field(String name, String value) {
    return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  Form file(String name, byte[] content) {
    return part(
        "name=\"" + name + "\"; filename=\"picture\"\r\nContent-Type: application/octet-stream",
        content);
  }

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  byte[] body() {
    write("--" + BOUNDARY + "--\r\n");
    return bytes.toByteArray();
  }

  private Form part(String parameters, byte[] content) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n");
    bytes.writeBytes(content);
    write("\r\n");
    return this;
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
