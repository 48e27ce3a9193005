package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.startup.ResolvedSettings;
import java.util.List;

/** The system properties that {@code payara-config/domain.xml} leaves to each server. */
final class DomainProperties {
  private DomainProperties() {}

  /** Options of the Java virtual machine, one for each property. */
  static List<String> of(ResolvedSettings settings, Tls tls) {
    return List.of(
        option("host", settings.get(ServerSettings.HOST)),
        option("port", settings.get(ServerSettings.PORT)),
        option("keep-alive", settings.get(ServerSettings.KEEP_ALIVE).toSeconds()),
        option("http2", settings.get(ServerSettings.HTTP2)),
        option("tls", tls.enabled()),
        option("tls.port", tls.port()),
        option("tls.alias", tls.keystore().map(TlsKeystore::alias).orElse("")));
  }

  private static String option(String name, Object value) {
    return "-Dtkr.embed." + name + "=" + value;
  }
}
