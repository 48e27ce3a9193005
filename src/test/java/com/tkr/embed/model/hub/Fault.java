package com.tkr.embed.model.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** What goes wrong with one answer of the stand-in hub. */
public interface Fault {
  /**
   * Answers.
   *
   * @param bytes what the right answer to this request has
   */
  void answer(HttpExchange exchange, byte[] bytes) throws IOException;

  /**
   * The connection ends after so many bytes; a client may lose what it has not yet read of them.
   */
  static Fault cut(int after) {
    return (exchange, bytes) -> {
      begin(exchange, bytes.length);
      exchange.getResponseBody().write(bytes, 0, Math.min(after, bytes.length));
      exchange.getResponseBody().flush();
      pause(20);
      throw new IOException("cut");
    };
  }

  /** Nothing more comes after so many bytes, until the client gives up. */
  static Fault stall(int after) {
    return (exchange, bytes) -> {
      begin(exchange, bytes.length);
      exchange.getResponseBody().write(bytes, 0, Math.min(after, bytes.length));
      exchange.getResponseBody().flush();
      pause(60_000);
    };
  }

  /** No answer at all, until the client gives up. */
  static Fault silence() {
    return (exchange, bytes) -> pause(60_000);
  }

  /** A byte comes now and then. */
  static Fault trickle(long everyMillis) {
    return (exchange, bytes) -> {
      begin(exchange, bytes.length);
      for (byte one : bytes) {
        exchange.getResponseBody().write(one);
        exchange.getResponseBody().flush();
        pause(everyMillis);
      }
    };
  }

  /** All of it, in pieces that take a while; what is sent is counted. */
  static Fault paced(AtomicLong sent) {
    return (exchange, bytes) -> {
      begin(exchange, bytes.length);
      for (int at = 0; at < bytes.length; at += 4000) {
        int count = Math.min(4000, bytes.length - at);
        exchange.getResponseBody().write(bytes, at, count);
        exchange.getResponseBody().flush();
        sent.addAndGet(count);
        pause(1);
      }
    };
  }

  /** All of it, the rest when the latch is open. */
  static Fault held(int after, CountDownLatch rest) {
    return (exchange, bytes) -> {
      begin(exchange, bytes.length);
      exchange.getResponseBody().write(bytes, 0, after);
      exchange.getResponseBody().flush();
      try {
        rest.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException("closed");
      }
      exchange.getResponseBody().write(bytes, after, bytes.length - after);
    };
  }

  /** A status, with headers one after another: name, value. */
  static Fault status(int status, String... headers) {
    return (exchange, bytes) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** These bytes instead, as if they were all. */
  static Fault wrong(byte[] other) {
    return (exchange, bytes) -> {
      exchange.getResponseHeaders().remove("Content-Range");
      exchange.sendResponseHeaders(200, other.length);
      exchange.getResponseBody().write(other);
    };
  }

  /** A part of so many bytes, from where it was asked for. */
  static Fault part(int length, String size) {
    return (exchange, bytes) -> {
      String wanted = exchange.getResponseHeaders().getFirst("Content-Range");
      int from = wanted == null ? 0 : Integer.parseInt(wanted.replaceAll("\\D+(\\d+).*", "$1"));
      String range = "bytes %d-%d/%s".formatted(from, from + length - 1, size);
      exchange.getResponseHeaders().set("Content-Range", range);
      exchange.sendResponseHeaders(206, length);
      exchange.getResponseBody().write(bytes, 0, length);
    };
  }

  /** All of it by gzip, of its first byte on, whatever was asked for. */
  static Fault compressed() {
    return (exchange, bytes) -> {
      ByteArrayOutputStream small = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
        gzip.write(bytes);
      }
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      wrong(small.toByteArray()).answer(exchange, bytes);
    };
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("closed");
    }
  }

  static void begin(HttpExchange exchange, int length) throws IOException {
    boolean part = exchange.getResponseHeaders().containsKey("Content-Range");
    exchange.sendResponseHeaders(part ? 206 : 200, length);
  }
}
