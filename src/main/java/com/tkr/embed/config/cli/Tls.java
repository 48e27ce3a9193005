package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.Reading;
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
  static Tls of(Reading reading) throws IOException {
    return new Tls(reading.required("server.tls.port"), keystore(reading));
  }

  /** Why HTTPS cannot be used as it is configured, in one line; empty when it can. */
  static Optional<String> problem(Reading reading) {
    try {
      store(reading);
      pair(reading);
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

  private static Optional<TlsKeystore> keystore(Reading reading) throws IOException {
    Optional<TlsKeystore> store = store(reading);
    Optional<PemPair> pair = pair(reading);
    return store.isPresent() || pair.isEmpty()
        ? store
        : Optional.of(TlsKeystore.write(reading.dataFolder().resolve("tls.p12"), pair.get()));
  }

  private static Optional<TlsKeystore> store(Reading reading) throws IOException {
    Optional<String> file = reading.value("server.tls.keystore");
    Optional<String> password = reading.value("server.tls.keystore_password");
    return file.isPresent() && password.isPresent()
        ? Optional.of(TlsKeystore.open(Path.of(file.get()), password.get()))
        : Optional.empty();
  }

  private static Optional<PemPair> pair(Reading reading) {
    Optional<String> certificate = reading.value("server.tls.certificate");
    Optional<String> key = reading.value("server.tls.key");
    return certificate.isPresent() && key.isPresent()
        ? Optional.of(PemPair.read(Path.of(certificate.get()), Path.of(key.get())))
        : Optional.empty();
  }
}
