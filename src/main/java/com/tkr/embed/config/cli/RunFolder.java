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
  /** Where the data folder is named. */
  static final String DATA = "data.folder";

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
      delete(unpacked);
    }
  }

  /**
   * The data folder, as the launch has named it; empty where none was made for this start, and
   * where it is this one, which is taken already.
   */
  Optional<Path> data() throws IOException {
    Path named = folder.resolve(DATA);
    if (!Files.exists(named)) {
      return Optional.empty();
    }
    Path data = Path.of(Files.readString(named).strip());
    return Files.isSameFile(data, folder) ? Optional.empty() : Optional.of(data);
  }

  /**
   * Deletes what earlier servers have unpacked in other folders beside this one, of other ports,
   * and which nobody has.
   */
  void clearOthers() throws IOException {
    List<Path> others;
    try (Stream<Path> beside = Files.list(folder.toAbsolutePath().getParent())) {
      others = beside.filter(other -> Files.isDirectory(other.resolve(UNPACKED))).toList();
    }
    for (Path other : others) {
      if (!Files.isSameFile(other, folder)) {
        clearIdle(other);
      }
    }
  }

  /** What cannot be deleted stays: this server needs nothing of it. */
  private static void clearIdle(Path other) throws IOException {
    Optional<RunFolder> taken = take(other);
    if (taken.isPresent()) {
      try (RunFolder idle = taken.get()) {
        idle.clear();
      } catch (IOException e) {
        System.getLogger(RunFolder.class.getName()).log(System.Logger.Level.DEBUG, "Left", e);
      }
    }
  }

  /** Where the platform unpacks itself and the application. */
  Path unpacked() {
    return folder.resolve(UNPACKED);
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
