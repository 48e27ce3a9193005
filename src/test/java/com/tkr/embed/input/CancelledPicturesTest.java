package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.pdf.PdfLimits;
import com.tkr.embed.input.pdf.PdfRenderer;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.testing.Pdfs;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that nobody waits for any more, at each step where that may come out. */
@Timeout(60)
class CancelledPicturesTest {
  private final CompletableFuture<byte[]> wanted = new CompletableFuture<>();
  private final Cancellation cancellation = Cancellation.of(wanted);

  @Test
  void whoWaitsForMemoryIsLetGoAndTheMemoryIsThereForOthers() throws InterruptedException {
    DecodeBudget budget = new DecodeBudget(1 << 20);
    try (DecodeBudget.Share all = budget.take(1 << 20, Cancellation.NEVER)) {
      CompletableFuture<DecodeBudget.Share> waiting =
          CompletableFuture.supplyAsync(
              () -> budget.take(1 << 20, cancellation), task -> new Thread(task).start());
      while (wanted.getNumberOfDependents() == 0) {
        Thread.sleep(10);
      }
      wanted.cancel(false);
      assertThatThrownBy(waiting::join).hasCauseInstanceOf(CancellationException.class);
    }
    budget.take(1 << 20, Cancellation.NEVER).close();
  }

  @Test
  void aThreadIsNotInterruptedBehindItsWait() {
    DecodeBudget budget = new DecodeBudget(1 << 20);
    DecodeBudget.Share share = budget.take(1, cancellation);
    wanted.cancel(false);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    share.close();
    assertThatThrownBy(() -> budget.take(1, cancellation))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aPictureIsLeftHalfRead() {
    PixelRows rows = new WantedRows(new Cancelling(), cancellation);
    rows.read(0, new byte[3]);
    assertThatThrownBy(() -> rows.read(1, new byte[3])).isInstanceOf(CancellationException.class);
  }

  @Test
  void noFileIsOpened(@TempDir Path fonts) {
    EncodedImage file = new EncodedImage(Pdfs.coloured(Color.RED), false);
    PdfLimits limits = new PdfLimits(8, 1000, Duration.ofSeconds(30), fonts);
    wanted.cancel(false);
    try (PdfRenderer renderer = new PdfRenderer(limits, 1)) {
      EmbeddingInput input = EmbeddingInput.ofFile(file, null, "file[0]");
      assertThatThrownBy(() -> new Documents(renderer, List.of(input), cancellation).open())
          .isInstanceOf(CancellationException.class);
    }
    assertThat(fonts).isEmptyDirectory();
  }

  /** Nobody waits any more after its first row. */
  private final class Cancelling implements PixelRows {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public int height() {
      return 2;
    }

    @Override
    public void read(int y, byte[] rgb) {
      wanted.cancel(false);
    }
  }
}
