package com.tkr.embed.input.pdf;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.image.ImageRefused;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Opens PDF files and draws their pages, in as many processes at a time as there are cores and
 * memory for. They are started when there is something to draw, and ended when there was nothing
 * for a while. Thread-safe; callers wait.
 */
public final class PdfRenderer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PdfRenderer.class.getName());
  private static final int MOST_PROCESSES = 4;

  /** A page of a scan in colours, at 600 dots an inch, decoded and reduced. */
  private static final int HEAP_MEGABYTES = 1024;

  private final PdfLimits limits;
  private final PdfProcesses processes;
  private final Semaphore permits;

  /**
   * A renderer without a process yet.
   *
   * @param most processes at a time
   */
  public PdfRenderer(PdfLimits limits, int most) {
    this(limits, most, HEAP_MEGABYTES);
  }

  PdfRenderer(PdfLimits limits, int most, int heapMegabytes) {
    this.limits = limits;
    this.processes = new PdfProcesses(new PdfCommand(limits.fontCache(), heapMegabytes));
    this.permits = new Semaphore(most, true);
  }

  /** One for each core, but few enough that all may take their memory. */
  public static int mostProcesses() {
    return Math.min(MOST_PROCESSES, Runtime.getRuntime().availableProcessors());
  }

  /** Whether a file is one: by its first bytes. */
  public static boolean isPdf(byte[] file) {
    return file.length > 4
        && file[0] == '%'
        && file[1] == 'P'
        && file[2] == 'D'
        && file[3] == 'F'
        && file[4] == '-';
  }

  /** What files may take. */
  public PdfLimits limits() {
    return limits;
  }

  /**
   * What something may take.
   *
   * @param most that each step of it may take
   * @param cancellation of all of it
   */
  record Time(Duration most, Cancellation cancellation) {}

  /** What is asked of a process. */
  private interface Task<T> {
    T by(PdfProcess process, Time time) throws PdfRefused;
  }

  /**
   * The pages of a file.
   *
   * @param most pages that it may have
   * @throws ImageRefused when it cannot be opened, or not within the limits
   * @throws java.util.concurrent.CancellationException when nobody waits for them any more
   */
  public List<PdfPage> open(byte[] file, int most, Cancellation cancellation) throws ImageRefused {
    List<PageSize> sizes =
        with(
            new Time(limits.time(), cancellation),
            file,
            (process, time) -> process.open(file, most, time));
    return IntStream.range(0, sizes.size())
        .mapToObj(i -> new PdfPage(this, file, i + 1, sizes.get(i).width(), sizes.get(i).height()))
        .toList();
  }

  /** R, G, B of a page; fails as opening does. */
  byte[] draw(PdfPicture picture, Cancellation cancellation) throws ImageRefused {
    byte[] file = picture.page().file();
    return with(
        new Time(limits.time(), cancellation),
        file,
        (process, time) -> {
          if (!process.has(file)) {
            process.open(file, limits.pages(), time);
          }
          return process.draw(picture, time);
        });
  }

  private <T> T with(Time time, byte[] file, Task<T> task) throws ImageRefused {
    acquire(time.cancellation());
    try {
      PdfProcess process = processes.take(file, time.cancellation());
      try {
        return task.by(process, time);
      } finally {
        processes.giveBack(process);
      }
    } catch (PdfRefused e) {
      throw e.reason().refused(limits);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "No PDF file can be drawn", e);
      throw ImageRefused.unreadable("is a PDF file, which this server cannot draw now");
    } finally {
      permits.release();
    }
  }

  private void acquire(Cancellation cancellation) {
    cancellation.interrupting(
        () -> {
          permits.acquire();
          return permits;
        });
  }

  /** Ends the processes. */
  @Override
  public void close() {
    processes.close();
  }
}
