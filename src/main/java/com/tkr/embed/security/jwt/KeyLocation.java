package com.tkr.embed.security.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.tkr.embed.config.startup.StartupFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where an issuer's public keys are: a file or an address. */
final class KeyLocation {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MOST_BYTES = 1 << 19;

  private final DefaultResourceRetriever web =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES);
  private final @Nullable Path file;
  private final URI address;

  private KeyLocation(@Nullable Path file, URI address) {
    this.file = file;
    this.address = address;
  }

  /** The place that a setting names. */
  static KeyLocation of(String setting, String location) {
    try {
      String lower = location.toLowerCase(Locale.ROOT);
      if (lower.startsWith("https://") || lower.startsWith("http://")) {
        return new KeyLocation(null, URI.create(location));
      }
      Path file = lower.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
      return new KeyLocation(file, file.toUri());
    } catch (IllegalArgumentException e) {
      throw new StartupFailure(
          setting + "=" + location + " is neither a path nor an address of file:, http: or https:");
    }
  }

  boolean isFile() {
    return file != null;
  }

  /** Reads it; over the network within a few seconds, or not at all. */
  JWKSet read() throws IOException, GeneralSecurityException {
    return PublicKeyParser.parse(
        file != null ? Files.readString(file) : web.retrieveResource(address.toURL()).getContent());
  }
}
