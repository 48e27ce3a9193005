package com.tkr.embed.input.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Runs an ImageIO reader over untrusted bytes: whatever it throws becomes a refusal, a warning that
 * means lost data too, and the reader is always disposed of.
 */
final class ImageReading {
  private final String format;

  ImageReading(String format) {
    this.format = format;
  }

  /** What to ask the reader for. */
  interface Step {
    Raster read(ImageReader reader) throws IOException;
  }

  /**
   * The samples of the file's first image.
   *
   * @throws ImageRefused when the reader cannot deliver all of them
   */
  Raster raster(ImageReader reader, byte[] file, Step step) throws ImageRefused {
    Warnings warnings = new Warnings();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.addIIOReadWarningListener(warnings);
      reader.setInput(in, true, true);
      Raster raster = step.read(reader);
      if (warnings.lostData) {
        throw ImageRefused.damaged(format);
      }
      return raster;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw ImageRefused.damaged(format);
    } catch (OutOfMemoryError e) {
      throw ImageRefused.unreadable("needs more memory than the server has to decode");
    } finally {
      reader.dispose();
    }
  }

  private static final class Warnings implements IIOReadWarningListener {
    private boolean lostData;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      lostData = true;
    }
  }
}
