package com.tkr.embed.config.cli;

import java.util.ArrayList;
import java.util.List;

/** Commands that the platform runs before it opens its ports. */
final class PreBoot {
  private static final String NETWORK = "set configs.config.server-config.network-config.";
  private static final String HTTP = "http-listener";
  private static final String HTTPS = "https-listener";

  /** Switches HTTP/2 on, to be given as if it were shipped. */
  static final String HTTP2 = NETWORK + "protocols.protocol." + HTTP + ".http.http2-enabled=true";

  private PreBoot() {}

  /** The shipped commands, for both listeners where there are two, and the address. */
  static List<String> commands(List<String> shipped, String host, boolean tls) {
    List<String> commands = new ArrayList<>(shipped);
    commands.add(address(HTTP, host));
    if (tls) {
      shipped.stream()
          .filter(line -> line.startsWith("set ") && line.contains("." + HTTP + "."))
          .map(line -> line.replace("." + HTTP + ".", "." + HTTPS + "."))
          .forEach(commands::add);
      commands.add(address(HTTPS, host));
      // older versions of TLS are not known to this platform
      for (String good : List.of("tls12-enabled", "tls13-enabled")) {
        commands.add(NETWORK + "protocols.protocol." + HTTPS + ".ssl." + good + "=true");
      }
    }
    return commands;
  }

  /** The command by which idle connections are closed after so many seconds. */
  static String keepAlive(long seconds) {
    return NETWORK + "protocols.protocol." + HTTP + ".http.timeout-seconds=" + seconds;
  }

  private static String address(String listener, String host) {
    return NETWORK + "network-listeners.network-listener." + listener + ".address=" + host;
  }
}
