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
    Optional<String> store = reading.value("server.tls.keystore");
    if (store.isPresent()) {
      String password = reading.required("server.tls.keystore_password");
      return Optional.of(TlsKeystore.open(Path.of(store.get()), password));
    }
    Optional<String> certificate = reading.value("server.tls.certificate");
    if (certificate.isEmpty()) {
      return Optional.empty();
    }
    PemPair pair =
        PemPair.read(Path.of(certificate.get()), Path.of(reading.required("server.tls.key")));
    return Optional.of(TlsKeystore.write(reading.dataFolder().resolve("tls.p12"), pair));
  }
}
