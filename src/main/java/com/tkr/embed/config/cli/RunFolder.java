package com.tkr.embed.config.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one running server: its start's files, and what the platform writes. A file lock
 * keeps others out for as long as this is open or the process lives.
 */
public final class RunFolder implements AutoCloseable {
  private static final String UNPACKED = "payara";

  private final Path folder;
  private final FileChannel lock;

  private RunFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes an existing folder.
   *
   * @return empty when somebody has it
   * @throws IOException when nothing can be written there
   */
  public static Optional<RunFolder> take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new RunFolder(folder, channel));
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // by this process
      return false;
    }
  }

  /** Deletes what an earlier server has unpacked. */
  void clear() throws IOException {
    Path unpacked = folder.resolve(UNPACKED);
    if (Files.exists(unpacked)) {
      for (Path path : deepestFirst(unpacked)) {
        Files.delete(path);
      }
    }
  }

  /** Where the platform unpacks itself and the application. */
  Path unpacked() {
    return folder.resolve(UNPACKED);
  }

  private static List<Path> deepestFirst(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
