package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {
  @TempDir Path folder;

  private static Throwable wrapped(Throwable cause) {
    return new IllegalStateException("Startup service failed", new IOException(cause));
  }

  @Test
  void a_lost_race_is_worth_another_try() {
    Failure failure = Failure.of(wrapped(new ConcurrentModificationException()), folder);
    assertThat(failure.code()).isEqualTo(75);
  }

  @Test
  void a_port_that_was_taken_meanwhile_is_told() {
    Failure failure = Failure.of(wrapped(new BindException("in use")), folder);
    assertThat(failure).isEqualTo(new Failure(69, "The server's port was taken while it started"));
  }

  @Test
  void anything_else_is_told_by_its_first_cause() {
    Failure failure = Failure.of(wrapped(new IllegalArgumentException("no such listener")), folder);
    assertThat(failure.code()).isEqualTo(1);
    assertThat(failure.reason())
        .isEqualTo(
            "The platform did not start: java.lang.IllegalArgumentException: no such listener");
  }

  /** As on a full disk, whatever the platform made of it. */
  @Test
  void a_folder_that_cannot_be_written_is_told() throws IOException {
    Files.createDirectory(folder.resolve("probe"));
    Files.createFile(folder.resolve("probe").resolve("file"));
    assertThat(Failure.of(new NullPointerException(), folder).reason())
        .startsWith("Cannot write into the run folder " + folder);
    assertThat(Failure.notDeployed(folder).reason())
        .startsWith("Cannot write into the run folder " + folder);
  }

  @Test
  void causes_in_a_circle_come_to_an_end() {
    Exception one = new IllegalStateException("one");
    one.initCause(new IllegalStateException("two", one));
    assertThat(Failure.of(one, folder).code()).isEqualTo(1);
  }

  @Test
  void what_the_kernel_only_logs_is_heard() {
    KernelFaults faults = KernelFaults.listen();
    LogRecord record = new LogRecord(Level.SEVERE, "Shutting down server due to startup exception");
    record.setThrown(new ConcurrentModificationException());
    Logger kernel = Logger.getLogger("javax.enterprise.system.core");
    kernel.setUseParentHandlers(false);
    kernel.log(record);
    assertThat(faults.first()).containsInstanceOf(ConcurrentModificationException.class);
  }
}
