package com.tkr.embed.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sockets that a server on this machine holds open, by the ports of its clients. A client that
 * does not read never learns that the server has closed: what was sent before stands in between.
 * The kernel knows (Linux, {@code /proc/net/tcp}).
 */
final class ServerSockets {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  /** ESTABLISHED, SYN_RECV, CLOSE_WAIT: the server has not closed. */
  private static final Set<String> OPEN = Set.of("01", "03", "08");

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int HEX = 16;

  private ServerSockets() {}

  /** Client ports of the sockets open at a server's port; empty where no kernel tells. */
  static Optional<Set<Integer>> openTo(int serverPort) throws IOException {
    if (!Files.isReadable(TABLES.get(0))) {
      return Optional.empty();
    }
    Set<Integer> ports = new HashSet<>();
    for (Path table : TABLES) {
      if (Files.isReadable(table)) {
        for (String line : lines(table)) {
          String[] fields = line.strip().split("\\s+");
          if (OPEN.contains(fields[STATE]) && port(fields[LOCAL]) == serverPort) {
            ports.add(port(fields[REMOTE]));
          }
        }
      }
    }
    return Optional.of(ports);
  }

  /** Without the heading. */
  private static List<String> lines(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    return lines.subList(1, lines.size());
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEX);
  }
}
