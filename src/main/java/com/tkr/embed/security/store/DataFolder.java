package com.tkr.embed.security.store;

import com.tkr.embed.config.startup.StartupFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The folder that the server keeps its state in, closed to other users. */
public final class DataFolder {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  private DataFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder, made when there is none, with access for its owner alone.
   *
   * @throws StartupFailure when it cannot be written
   */
  public static DataFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, FOLDER);
      Files.delete(Files.createTempFile(folder, "writable", null));
      return new DataFolder(folder);
    } catch (IOException e) {
      throw new StartupFailure(
          "The data folder "
              + folder
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + "): give it to the server's user, or name another by EMBEDDING_DATA_DIR");
    }
  }

  /** A file of the folder. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Takes a file from other users, when there is such a file. */
  void protect(String name) {
    try {
      Files.setPosixFilePermissions(file(name), FILE);
    } catch (NoSuchFileException e) {
      // nothing to protect
    } catch (IOException e) {
      throw unusable(name, e);
    }
  }

  /** The text of a small file; empty when there is no such file. */
  public Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(file(name), StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(name, e);
    }
  }

  /** Writes a small file, which is there whole or not at all, and on disk when this returns. */
  public void write(String name, String text) {
    Path fresh = file(name + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, PosixFilePermissions.asFileAttribute(FILE));
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
      Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel entry = FileChannel.open(folder)) {
        entry.force(true);
      }
    } catch (IOException e) {
      throw unusable(name, e);
    }
  }

  /** Bytes that may still be written; without bound when the system does not say. */
  long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private StartupFailure unusable(String name, IOException e) {
    return new StartupFailure(
        file(name)
            + " cannot be used ("
            + e.getClass().getSimpleName()
            + "): check its owner, its permissions and the free space");
  }
}
