package com.tkr.embed.input.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The zlib stream in a PNG file's IDAT chunks, inflated in the pieces and with the tolerance of
 * Pillow: nobody looks at what follows the last row.
 */
final class PngData implements AutoCloseable {
  /** What is given to the inflater at once: {@code MAXBLOCK} in ImageFile.py. */
  private static final int BLOCK = 65_536;

  private final Inflater inflater = new Inflater();
  private PngChunk chunk;
  private long at;

  /** The stream that begins with a chunk. */
  PngData(PngChunk first) {
    chunk = first;
    at = first.at();
  }

  /** Fills all of {@code row}; damaged when the data end before. */
  void read(byte[] row) throws ImageRefused {
    int length = 0;
    while (length < row.length) {
      if (inflater.needsInput()) {
        feed();
      }
      length += inflate(row, length);
      if (length < row.length && (inflater.finished() || inflater.needsDictionary())) {
        throw damaged();
      }
    }
  }

  /** Whether the stream has ended. */
  boolean isFinished() {
    return inflater.finished();
  }

  /** Where the chunk begins that follows the one read last. */
  long next() {
    return chunk.next();
  }

  @Override
  public void close() {
    inflater.end();
  }

  private int inflate(byte[] row, int from) throws ImageRefused {
    try {
      return inflater.inflate(row, from, row.length - from);
    } catch (DataFormatException e) {
      throw damaged();
    }
  }

  private void feed() throws ImageRefused {
    while (at == chunk.at() + chunk.length()) {
      advance();
    }
    int end = (int) Math.min(chunk.at() + chunk.length(), chunk.file().size());
    int length = Math.min(BLOCK, end - (int) at);
    if (length <= 0) {
      throw damaged();
    }
    inflater.setInput(chunk.file().data(), (int) at, length);
    at += length;
  }

  private void advance() throws ImageRefused {
    chunk = PngChunk.read(chunk.file(), chunk.next());
    at = chunk.at();
    if (!chunk.is("IDAT")) {
      throw damaged();
    }
  }

  private static ImageRefused damaged() {
    return ImageRefused.damaged("PNG");
  }
}
