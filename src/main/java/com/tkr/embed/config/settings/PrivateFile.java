package com.tkr.embed.config.settings;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Files and folders that only their owner may read, from the beginning on. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /** Writes bytes into a stream. */
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Replaces a file by a text in UTF-8, as {@link #write(Path, Content)} does. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Replaces a file as a whole, or leaves it as it was; it is on disk when this returns. A process
   * writes a file by one thread at a time.
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path fresh = folder.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try {
      Files.createFile(fresh, mode(FILE));
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        content.write(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    force(folder);
  }

  /** Brings a folder's entries to the disk, where the system can. */
  private static void force(Path folder) throws IOException {
    if (isPosix()) {
      try (FileChannel entries = FileChannel.open(folder)) {
        entries.force(true);
      }
    }
  }

  /** Makes an empty file, unless it is there. */
  public static void create(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file, mode(FILE));
    }
  }

  /** Takes a file that is there from other users. */
  public static void protect(Path file) throws IOException {
    if (isPosix()) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /** Makes a folder and those above it, where they are not there. */
  public static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode(FOLDER));
    }
  }

  /** Makes a folder if need be, and takes it from other users. */
  public static void protectFolder(Path folder) throws IOException {
    createFolder(folder);
    if (isPosix()) {
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  /** What to do where every user of this machine can read a file; empty where that is not so. */
  public static Optional<String> warning(Path file) {
    return isOpen(file)
        ? Optional.of("every user can read the secret in " + file + ": chmod 600 " + file)
        : Optional.empty();
  }

  private static boolean isOpen(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static FileAttribute<?>[] mode(Set<PosixFilePermission> permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
