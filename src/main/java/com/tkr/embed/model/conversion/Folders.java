package com.tkr.embed.model.conversion;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that are whole, or are not there. */
final class Folders {
  private static final String PARTIAL = ".incomplete";

  private Folders() {}

  /** What a folder is called before it is whole. */
  static Path partial(Path folder) {
    return folder.resolveSibling(folder.getFileName() + PARTIAL);
  }

  static boolean isPartial(Path folder) {
    return String.valueOf(folder.getFileName()).endsWith(PARTIAL);
  }

  /** Folders in a folder, by name; none where it does not exist. */
  static List<Path> children(Path folder) throws IOException {
    return Files.isDirectory(folder)
        ? entries(folder).stream().filter(Files::isDirectory).toList()
        : List.of();
  }

  /** What is in a folder, by name. */
  static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** The files in a folder and below it, by name. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : files(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Gives a whole folder its name, on the disk before that. */
  static void publish(Path partial, Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(partial)) {
      for (Path each : all.toList()) {
        force(each);
      }
    }
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    force(folder.resolveSibling("."));
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
