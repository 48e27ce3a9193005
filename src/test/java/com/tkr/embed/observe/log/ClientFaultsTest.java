package com.tkr.embed.observe.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ClientFaultsTest {
  @Test
  void a_connection_that_broke_is_the_clients_fault() {
    assertThat(ClientFaults.isOne(record("jersey", thrownIn("org.glassfish.grizzly.nio.X"))))
        .isTrue();
    assertThat(ClientFaults.isOne(record("grizzly", thrownIn("sun.nio.ch.SocketDispatcher"))))
        .isTrue();
  }

  @Test
  void so_is_one_that_the_server_closed_because_nobody_was_there() {
    IOException reason = new IOException();
    reason.setStackTrace(new StackTraceElement[0]);
    IOException thrown = thrownIn("org.glassfish.grizzly.nio.NIOConnection");
    thrown.initCause(reason);
    assertThat(ClientFaults.isOne(record("jersey", thrown))).isTrue();
  }

  @Test
  void a_file_that_cannot_be_read_is_not() {
    assertThat(ClientFaults.isOne(record("jersey", thrownIn("java.io.FileInputStream")))).isFalse();
  }

  @Test
  void what_our_own_code_says_is_always_told() {
    IOException thrown = thrownIn("org.glassfish.grizzly.nio.X");
    assertThat(ClientFaults.isOne(record("com.tkr.embed.http.X", thrown))).isFalse();
  }

  @Test
  void a_trace_in_the_text_counts_like_one() {
    String text =
        "threw\njava.io.IOException: Connection is closed\n  at org.glassfish.grizzly.X.y(X.java)";
    assertThat(ClientFaults.isOne(new LogRecord(Level.WARNING, text))).isTrue();
    assertThat(ClientFaults.isOne(new LogRecord(Level.WARNING, "Connection is closed"))).isFalse();
  }

  private static LogRecord record(String logger, IOException thrown) {
    LogRecord record = new LogRecord(Level.WARNING, "threw");
    record.setLoggerName(logger);
    record.setThrown(new IllegalStateException(thrown));
    return record;
  }

  private static IOException thrownIn(String type) {
    IOException thrown = new IOException("gone");
    thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(type, "write", "X", 1)});
    return thrown;
  }
}
