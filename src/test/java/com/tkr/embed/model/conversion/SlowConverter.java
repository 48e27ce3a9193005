package com.tkr.embed.model.conversion;

import com.tkr.embed.model.conversion.ConversionFailed.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes weights of nothing, one part after the other, as slowly as it is told. */
class SlowConverter implements CheckpointConverter {
  static final int PARTS = 50;
  private static final int PART = 10_000;

  private final long pauseMillis;
  private volatile int done;
  private volatile boolean cancelled;

  SlowConverter(long pauseMillis) {
    this.pauseMillis = pauseMillis;
  }

  /** Parts that are written. */
  int done() {
    return done;
  }

  @Override
  public String quantization() {
    return "q4";
  }

  @Override
  public int groupSize() {
    return 64;
  }

  @Override
  public boolean keepsHead() {
    return false;
  }

  @Override
  public long bytes() {
    return (long) PARTS * PART;
  }

  @Override
  public double progress() {
    return (double) done / PARTS;
  }

  @Override
  public void convert(Path folder) throws ConversionFailed {
    byte[] part = new byte[PART];
    Arrays.fill(part, (byte) 7);
    try (OutputStream weights = Files.newOutputStream(folder.resolve("model.safetensors"))) {
      weights.write(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
      while (done < PARTS) {
        pause();
        if (cancelled) {
          throw new ConversionFailed(Reason.SOURCE, "cancelled");
        }
        weights.write(part);
        done++;
      }
      Files.writeString(folder.resolve("config.json"), "{}");
    } catch (IOException e) {
      throw e instanceof ConversionFailed failed
          ? failed
          : new ConversionFailed(Reason.UNWRITABLE, folder + ": cannot be written: " + e);
    }
  }

  /** As native code, it notices no interrupt. */
  private void pause() {
    long end = System.nanoTime() + pauseMillis * 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
  }
}
