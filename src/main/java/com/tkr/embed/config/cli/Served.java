package com.tkr.embed.config.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * What a server serves, as {@code src/main/sh/served.sh} has laid it: {@code served/N/ROOT-skinny},
 * beside it the file {@code lock}, which every server that has it shares.
 */
final class Served {
  private static final String LOCK = "lock";
  private static final String CURRENT = "current";

  private Served() {}

  /**
   * Keeps it as it is for as long as this process lives.
   *
   * @param application the folder that is deployed
   * @return to be held; a lock that is collected is lost
   * @throws IOException when it is being deleted, as another build has taken its place
   */
  static FileChannel hold(Path application) throws IOException {
    FileChannel channel =
        FileChannel.open(application.resolveSibling(LOCK), StandardOpenOption.READ);
    if (channel.tryLock(0, Long.MAX_VALUE, true) == null || !Files.exists(application)) {
      channel.close();
      throw new IOException(application + " has gone, as a build has taken its place: start again");
    }
    return channel;
  }

  /** Deletes what earlier builds have left beside it and no server has. */
  static void deleteOthers(Path application) {
    Path own = application.toAbsolutePath().resolveSibling("");
    try (Stream<Path> beside = Files.list(own.resolveSibling(""))) {
      beside
          .filter(other -> isNumber(other) && !other.equals(own) && !isCurrent(other))
          .forEach(Served::deleteIdle);
    } catch (IOException e) {
      left(e);
    }
  }

  /** Another name has what a build has not finished. */
  private static boolean isNumber(Path folder) {
    return String.valueOf(folder.getFileName()).chars().allMatch(Character::isDigit);
  }

  /** Whether the next start takes it. */
  private static boolean isCurrent(Path folder) {
    try {
      String current = Files.readString(folder.resolveSibling(CURRENT)).strip();
      return folder.endsWith(current);
    } catch (IOException e) {
      return true;
    }
  }

  /** What cannot be deleted stays: this server needs nothing of it. */
  private static void deleteIdle(Path other) {
    try (FileChannel channel =
            FileChannel.open(
                other.resolve(LOCK), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        RunFolder.delete(other);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // the latter: this process has it
      left(e);
    }
  }

  private static void left(Exception e) {
    System.getLogger(Served.class.getName()).log(System.Logger.Level.DEBUG, "Left", e);
  }
}
