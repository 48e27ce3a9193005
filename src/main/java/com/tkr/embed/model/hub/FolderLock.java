package com.tkr.embed.model.hub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;

/**
 * Keeps other processes of this program from a repository's folder, and other threads; the system
 * ends it with the process. Hugging Face's tools do not look at it, nor have to: they write under
 * other names, and as we do rename what is whole.
 */
public final class FolderLock implements Closeable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes it as soon as nobody has it.
   *
   * @param waits is told that somebody has
   */
  public static FolderLock take(Path file, Runnable waits)
      throws IOException, InterruptedException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (!isTaken(channel)) {
        waits.run();
        Thread.sleep(POLL.toMillis());
      }
      return new FolderLock(channel);
    } catch (IOException | InterruptedException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // by another thread
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
