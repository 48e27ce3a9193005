package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Where the server's process listens: no administration, no JMX, no cluster. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
@EnabledOnOs(OS.LINUX)
class ListeningIT {
  private static final String LISTENS = "0A";

  private final Server server;

  ListeningIT(Server server) {
    this.server = server;
  }

  @Test
  void the_server_listens_at_its_address_and_nowhere_else() throws IOException {
    String port = ":%04X".formatted(server.port());
    assertThat(sockets("tcp", "tcp6"))
        .filteredOn(socket -> socket[3].equals(LISTENS))
        .extracting(socket -> socket[1])
        .singleElement(STRING)
        .endsWith("0100007F" + port);
    assertThat(sockets("udp", "udp6")).isEmpty();
  }

  /** The lines of the kernel's tables that are about the server's sockets, in their columns. */
  private List<String[]> sockets(String... tables) throws IOException {
    Path process = Path.of("/proc", String.valueOf(server.pid()));
    Set<String> own;
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      own = files.map(ListeningIT::target).collect(Collectors.toSet());
    }
    return Stream.of(tables)
        .map(table -> process.resolve("net").resolve(table))
        .flatMap(ListeningIT::lines)
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> own.contains("socket:[" + columns[9] + "]"))
        .toList();
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
