package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.startup.ResolvedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * HTTPS as the platform is told of it.
 *
 * @param port it listens on
 * @param keystore the key and its certificates; empty for no HTTPS
 */
record Tls(int port, Optional<TlsKeystore> keystore) {
  /**
   * The configured one.
   *
   * @throws LaunchFailed when it cannot be used, with one line that says why
   */
  static Tls of(ResolvedSettings settings) throws IOException {
    return new Tls(settings.get(ServerSettings.TLS_PORT), keystore(settings));
  }

  /** Why HTTPS cannot be used as it is configured, in one line; empty when it can. */
  static Optional<String> problem(Settings settings) {
    try {
      store(settings);
      pair(settings);
      return Optional.empty();
    } catch (LaunchFailed e) {
      return Optional.of(e.getMessage());
    }
  }

  boolean enabled() {
    return keystore.isPresent();
  }

  List<String> javaOptions() {
    return keystore.map(TlsKeystore::javaOptions).orElse(List.of());
  }

  private static Optional<TlsKeystore> keystore(ResolvedSettings settings) throws IOException {
    Optional<TlsKeystore> store = store(settings);
    Optional<PemPair> pair = pair(settings);
    return store.isPresent() || pair.isEmpty()
        ? store
        : Optional.of(TlsKeystore.write(settings.dataFolder().resolve("tls.p12"), pair.get()));
  }

  private static Optional<TlsKeystore> store(Settings settings) {
    Optional<String> password = settings.get(ServerSettings.TLS_KEYSTORE_PASSWORD);
    return settings
        .get(ServerSettings.TLS_KEYSTORE)
        .flatMap(file -> password.map(word -> TlsKeystore.open(file, word)));
  }

  private static Optional<PemPair> pair(Settings settings) {
    Optional<Path> key = settings.get(ServerSettings.TLS_KEY);
    return settings
        .get(ServerSettings.TLS_CERTIFICATE)
        .flatMap(certificate -> key.map(file -> PemPair.read(certificate, file)));
  }
}
