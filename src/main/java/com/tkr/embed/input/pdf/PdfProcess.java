package com.tkr.embed.input.pdf;

import com.tkr.embed.error.Cancellation;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drawing process as its server sees it; see {@link PdfWorker} for what they say. One that takes
 * too long, or too much memory, is ended, and is of no use any more. For one thread at a time.
 */
final class PdfProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final int MOST_PAGES = 1 << 20;

  /** What HotSpot returns for {@code ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private final Process process;
  private final DataInputStream in;
  private final DataOutputStream out;
  private byte @Nullable [] opened;
  private boolean alive = true;

  private PdfProcess(Process process) {
    this.process = process;
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
  }

  /** What is said to the process, and what it answers after its first byte. */
  private interface Dialogue<T> {
    T hold() throws IOException, PdfRefused;
  }

  /**
   * Starts one, and waits until it is ready.
   *
   * @throws IOException when the machine cannot
   */
  static PdfProcess start(PdfCommand command, Cancellation cancellation) throws IOException {
    PdfProcess started = new PdfProcess(command.start());
    try {
      started.within(
          new PdfRenderer.Time(START, cancellation),
          () -> {
            started.requireAnswer();
            return started;
          });
      return started;
    } catch (PdfRefused e) {
      started.close();
      throw new IOException("A drawing process does not start: " + e.getMessage(), e);
    }
  }

  /** Whether it has a file open. */
  boolean has(byte[] file) {
    return opened == file;
  }

  boolean isAlive() {
    return alive && process.isAlive();
  }

  /** Opens a file, of which it may have so many pages. */
  List<PageSize> open(byte[] file, int most, PdfRenderer.Time time) throws PdfRefused {
    opened = null;
    List<PageSize> pages =
        within(
            time,
            () -> {
              out.writeByte(PdfWorker.OPEN);
              out.writeInt(most);
              out.writeInt(file.length);
              out.write(file);
              requireAnswer();
              return sizes();
            });
    opened = file;
    return pages;
  }

  private List<PageSize> sizes() throws IOException {
    int count = in.readInt();
    if (count < 1 || count > MOST_PAGES) {
      throw new IOException("The file has " + count + " pages");
    }
    List<PageSize> sizes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sizes.add(new PageSize(in.readFloat(), in.readFloat()));
    }
    return sizes;
  }

  /** R, G, B of a page of the open file, which has the size that is expected. */
  byte[] draw(PdfPicture picture, PdfRenderer.Time time) throws PdfRefused {
    return within(
        time,
        () -> {
          out.writeByte(PdfWorker.DRAW);
          out.writeInt(picture.page().number() - 1);
          out.writeFloat(picture.scale());
          requireAnswer();
          return pixels(picture);
        });
  }

  private byte[] pixels(PdfPicture picture) throws IOException {
    if (in.readInt() != picture.width() || in.readInt() != picture.height()) {
      throw new IOException("The page has another size");
    }
    byte[] rgb = new byte[3 * picture.width() * picture.height()];
    in.readFully(rgb);
    return rgb;
  }

  private void requireAnswer() throws IOException, PdfRefused {
    out.flush();
    PdfRefusal refusal = PdfRefusal.of(in.readUnsignedByte());
    if (refusal != PdfRefusal.NONE) {
      throw new PdfRefused(refusal);
    }
  }

  /** Ends the process when its time is over, or nobody waits for it. */
  private <T> T within(PdfRenderer.Time time, Dialogue<T> dialogue) throws PdfRefused {
    Cancellation over = time.cancellation().orAfter(time.most());
    Cancellation.Registration end = over.onCancel(process::destroyForcibly);
    try (end) {
      return dialogue.hold();
    } catch (IOException e) {
      close();
      time.cancellation().check();
      throw new PdfRefused(end.ran() ? PdfRefusal.TOO_SLOW : died());
    } catch (RuntimeException | Error e) {
      close(); // what it still says is not the answer to the next question
      throw e;
    } finally {
      if (end.ran()) {
        close(); // whoever comes next must not meet one that is about to end
      }
    }
  }

  private PdfRefusal died() {
    try {
      return process.waitFor() == OUT_OF_MEMORY ? PdfRefusal.TOO_LARGE : PdfRefusal.DAMAGED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return PdfRefusal.TOO_SLOW;
    }
  }

  @Override
  public void close() {
    alive = false;
    process.destroyForcibly();
  }
}
