package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tkr.embed.config.startup.Given;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerTest {
  @TempDir Path folder;

  private static LaunchFailed refused(String host, int port) {
    Listener listener = new Listener("server.port", host, port);
    return catchThrowableOfType(LaunchFailed.class, listener::probe);
  }

  /** Here and there: the address that is held, and the one that is wanted. */
  @ParameterizedTest
  @CsvSource({"127.0.0.1,127.0.0.1", "127.0.0.1,0.0.0.0", "0.0.0.0,127.0.0.1", "::1,::1", "::,::1"})
  @EnabledOnOs(OS.LINUX)
  void a_port_in_use_is_told_with_its_holder(String held, String wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(held))) {
      LaunchFailed refused = refused(wanted, socket.getLocalPort());
      String name = Files.readString(Path.of("/proc/self/comm")).strip();
      assertThat(refused.code()).isEqualTo(69);
      assertThat(refused)
          .hasMessageStartingWith("server.port: ")
          .hasMessageContaining(":" + socket.getLocalPort() + " is in use by " + name)
          .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void the_same_port_of_another_address_is_free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Listener other = new Listener("server.port", "::1", socket.getLocalPort());
      assertThatCode(other::probe).doesNotThrowAnyException();
    }
  }

  @Test
  void a_free_port_can_be_had_again_at_once() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Listener listener = new Listener("server.port", "127.0.0.1", port);
    listener.probe();
    assertThatCode(listener::probe).doesNotThrowAnyException();
  }

  /** An address that is kept for documents. */
  @Test
  void an_address_of_another_machine_is_told() {
    assertThat(refused("203.0.113.9", 8000))
        .hasMessage(
            "server.host: 203.0.113.9 is not an address of this machine (0.0.0.0 is every one)");
  }

  @Test
  void a_name_without_an_address_is_told() {
    assertThat(refused("nowhere.invalid", 8000))
        .hasMessage("server.host: there is no address for the name nowhere.invalid");
  }

  @Test
  void https_is_listened_for_where_there_is_a_certificate() {
    Given given = new Given(folder).variable("EMBEDDING_TLS_PORT", "8444");
    assertThat(Listener.of(given.read())).extracting(Listener::port).containsExactly(8000);
    given.variable("EMBEDDING_TLS_KEYSTORE", "store.p12");
    assertThat(Listener.of(given.read())).extracting(Listener::port).containsExactly(8000, 8444);
  }
}
