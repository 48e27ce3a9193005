package com.tkr.embed.observe.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Writes records to the console, and to a file when there is one, each as a whole. */
final class LogHandler extends Handler {
  private final OutputStream console;
  private final @Nullable RotatingFile file;
  private final RecentLines recent = new RecentLines();
  private boolean fileFails;

  /** Writes to a file, too, where there is one. */
  LogHandler(LineFormatter format, @Nullable RotatingFile file) {
    this(format, file, new FileOutputStream(FileDescriptor.err));
  }

  LogHandler(LineFormatter format, @Nullable RotatingFile file, OutputStream console) {
    setFormatter(format);
    this.file = file;
    this.console = console;
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record) && !ClientFaults.isOne(record)) {
      publish(List.of(record));
    }
  }

  /** The last of what was written. */
  RecentLines recent() {
    return recent;
  }

  /** Writes all at once. */
  void publish(List<? extends LogRecord> records) {
    recent.take(records);
    StringBuilder lines = new StringBuilder();
    records.forEach(record -> lines.append(getFormatter().format(record)));
    write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void write(byte[] lines) {
    try {
      console.write(lines);
    } catch (IOException e) {
      fileFails |= file == null;
    }
    if (file != null) {
      write(file, lines);
    }
  }

  /** Told on the console once for every time that it begins to fail. */
  private void write(RotatingFile to, byte[] lines) {
    try {
      to.write(lines);
      fileFails = false;
    } catch (IOException e) {
      if (!fileFails) {
        fileFails = true;
        complain(e);
      }
    }
  }

  private void complain(IOException failure) {
    try {
      console.write(
          ("The log file cannot be written: " + failure + System.lineSeparator())
              .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      fileFails = true;
    }
  }

  @Override
  public void flush() {
    // every line is written at once
  }

  @Override
  public synchronized void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      fileFails = true;
    }
  }
}
