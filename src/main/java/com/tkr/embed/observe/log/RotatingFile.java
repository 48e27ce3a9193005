package com.tkr.embed.observe.log;

import com.tkr.embed.config.settings.PrivateFile;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written to its size and then put aside: {@code x} becomes {@code x.1}, that {@code
 * x.2}, and the oldest goes. Only its owner can read it. Not thread-safe.
 */
final class RotatingFile implements Closeable {
  private final Path file;
  private final long maxBytes;
  private final int files;
  private @Nullable OutputStream out;
  private long size;

  /**
   * @param maxBytes of a file, unless one write is larger
   * @param files that are kept, the current one included
   */
  RotatingFile(Path file, long maxBytes, int files) {
    this.file = file.toAbsolutePath();
    this.maxBytes = maxBytes;
    this.files = files;
  }

  /** Appends, in one piece. After a failure the next write opens the file again. */
  void write(byte[] bytes) throws IOException {
    try {
      OutputStream to = out == null ? open() : out;
      if (size > 0 && size + bytes.length > maxBytes) {
        to = rotate();
      }
      to.write(bytes);
      size += bytes.length;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    @Nullable OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }

  private OutputStream open() throws IOException {
    Files.createDirectories(file.getParent());
    PrivateFile.create(file);
    size = Files.size(file);
    OutputStream opened = new FileOutputStream(file.toFile(), true);
    out = opened;
    return opened;
  }

  private OutputStream rotate() throws IOException {
    close();
    for (int i = files - 1; i > 0; i--) {
      Path newer = i == 1 ? file : aside(i - 1);
      if (Files.exists(newer)) {
        Files.move(newer, aside(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.deleteIfExists(file);
    return open();
  }

  private Path aside(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }
}
