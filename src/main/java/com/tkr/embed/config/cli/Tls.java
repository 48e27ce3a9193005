package com.tkr.embed.config.cli;

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
record Tls(String port, Optional<TlsKeystore> keystore) {
  /**
   * The configured one.
   *
   * @throws LaunchFailed when it cannot be used, with one line that says why
   */
  static Tls of(ResolvedSettings settings) throws IOException {
    return new Tls(settings.required("server.tls.port"), keystore(settings));
  }

  /** Why HTTPS cannot be used as it is configured, in one line; empty when it can. */
  static Optional<String> problem(ResolvedSettings settings) {
    try {
      store(settings);
      pair(settings);
      return Optional.empty();
    } catch (LaunchFailed | IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  boolean enabled() {
    return keystore.isPresent();
  }

  List<String> payaraOptions() {
    return keystore
        .map(store -> List.of("--sslport", port, "--sslcert", store.alias()))
        .orElse(List.of());
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

  private static Optional<TlsKeystore> store(ResolvedSettings settings) throws IOException {
    Optional<String> file = settings.value("server.tls.keystore");
    Optional<String> password = settings.value("server.tls.keystore_password");
    return file.isPresent() && password.isPresent()
        ? Optional.of(TlsKeystore.open(Path.of(file.get()), password.get()))
        : Optional.empty();
  }

  private static Optional<PemPair> pair(ResolvedSettings settings) {
    Optional<String> certificate = settings.value("server.tls.certificate");
    Optional<String> key = settings.value("server.tls.key");
    return certificate.isPresent() && key.isPresent()
        ? Optional.of(PemPair.read(Path.of(certificate.get()), Path.of(key.get())))
        : Optional.empty();
  }
}
