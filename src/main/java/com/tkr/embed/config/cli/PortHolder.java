package com.tkr.embed.config.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that listens at an address, as Linux tells it in /proc: of this user's processes, and
 * for root of all.
 *
 * @param address that we want; the wildcard address for all
 * @param port of it
 */
record PortHolder(InetAddress address, int port) {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final String ANY = "0+";
  private static final int WORD = 4;
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** Its name and number; empty where nothing tells. */
  static Optional<String> of(InetAddress address, int port) {
    PortHolder wanted = new PortHolder(address, port);
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(PROC.resolve("net").resolve(table)).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(wanted::matches)
        .flatMap(fields -> processOf("socket:[" + fields[INODE] + "]").stream())
        .findFirst();
  }

  private boolean matches(String[] fields) {
    if (fields.length <= INODE || !fields[STATE].equals(LISTENING)) {
      return false;
    }
    String[] local = fields[LOCAL].split(":");
    boolean same =
        address.isAnyLocalAddress() || local[0].matches(ANY) || local[0].endsWith(hexadecimal());
    return same && Integer.parseInt(local[1], 16) == port;
  }

  /** The kernel prints addresses as words of the machine's byte order, which is little-endian. */
  private String hexadecimal() {
    byte[] bytes = address.getAddress();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      int word = i / WORD * WORD;
      text.append(String.format(Locale.ROOT, "%02X", bytes[word + WORD - 1 - i % WORD]));
    }
    return text.toString();
  }

  private static Optional<String> processOf(String socket) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, socket)) {
          return Optional.of(name(process) + " (process " + process.getFileName() + ")");
        }
      }
    } catch (IOException e) {
      // no /proc, or none to be read: nobody can tell
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, String socket) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.readSymbolicLink(file).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // another user's, or gone
    }
    return false;
  }

  private static String name(Path process) {
    boolean ours = lines(process.resolve("cmdline")).toString().contains("server-start.jar");
    return ours ? "another tkr-embed" : String.join("", lines(process.resolve("comm")));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }
}
