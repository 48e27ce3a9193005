package com.tkr.embed.input.pdf;

import com.tkr.embed.error.Cancellation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The drawing processes that have nothing to do. Thread-safe. */
final class PdfProcesses implements AutoCloseable {
  /** What a process takes in memory is more than what it takes to start one. */
  private static final long IDLE_SECONDS = 60;

  private final PdfCommand command;
  private final Deque<PdfProcess> idle = new ArrayDeque<>();
  private long used;
  private boolean closed;

  PdfProcesses(PdfCommand command) {
    this.command = command;
  }

  /** One that has the file open where there is one, or any other, or a new one. */
  PdfProcess take(byte[] file, Cancellation cancellation) throws IOException {
    Optional<PdfProcess> found = idle(file);
    return found.isPresent() ? found.get() : PdfProcess.start(command, cancellation);
  }

  private synchronized Optional<PdfProcess> idle(byte[] file) {
    used++;
    idle.removeIf(process -> !process.isAlive());
    Optional<PdfProcess> found =
        idle.stream()
            .filter(process -> process.has(file))
            .findFirst()
            .or(() -> Optional.ofNullable(idle.peek()));
    found.ifPresent(idle::remove);
    return found;
  }

  /** Keeps a process for whoever comes next, for a while. */
  synchronized void giveBack(PdfProcess process) {
    if (closed || !process.isAlive()) {
      process.close();
      return;
    }
    idle.push(process);
    long uses = used;
    CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS)
        .execute(() -> endUnless(uses));
  }

  /** Ends all that are idle, unless there was something to do since. */
  private synchronized void endUnless(long uses) {
    if (used == uses) {
      idle.forEach(PdfProcess::close);
      idle.clear();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(PdfProcess::close);
    idle.clear();
  }
}
