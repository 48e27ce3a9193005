package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * An address that the server is going to listen at.
 *
 * @param setting that has the port
 * @param host as it is configured
 * @param port from 1 to 65535
 */
record Listener(String setting, String host, int port) {
  private static final int FIRST_UNPRIVILEGED = 1024;

  /** Those of a server: HTTP, and HTTPS where it has a certificate. */
  static List<Listener> of(Settings settings) {
    List<Listener> listeners = new ArrayList<>();
    listeners.add(at(ServerSettings.PORT, settings));
    if (settings.get(ServerSettings.TLS_CERTIFICATE).isPresent()
        || settings.get(ServerSettings.TLS_KEYSTORE).isPresent()) {
      listeners.add(at(ServerSettings.TLS_PORT, settings));
    }
    return listeners;
  }

  private static Listener at(Setting<Integer> port, Settings settings) {
    return new Listener(port.path(), settings.get(ServerSettings.HOST), settings.get(port));
  }

  /**
   * Listens for a moment.
   *
   * @throws LaunchFailed when that is not possible, with one line that says why
   */
  void probe() {
    InetAddress address = address();
    if (!canBind(address, port)) {
      throw LaunchFailed.unavailable(reason(address));
    }
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw LaunchFailed.unavailable("server.host: there is no address for the name " + host);
    }
  }

  private String reason(InetAddress address) {
    if (!canBind(address, 0)) {
      return "server.host: " + host + " is not an address of this machine (0.0.0.0 is every one)";
    }
    if (port < FIRST_UNPRIVILEGED && !answers(address)) {
      return where() + " needs privileges that this user does not have: set a port from 1024 on";
    }
    String holder = PortHolder.of(address, port).map(name -> " by " + name).orElse("");
    return where() + " is in use" + holder + ": end that, or set another port";
  }

  private String where() {
    return setting + ": " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** As the platform does it: an address whose last connections still linger can be had. */
  private static boolean canBind(InetAddress address, int port) {
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answers(InetAddress address) {
    try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(address, port))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
