package com.tkr.embed.security.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.tkr.embed.config.startup.StartupFailure;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** What the operator configured about tokens, under MicroProfile's names. */
final class JwtConfig {
  private static final String ISSUER = "mp.jwt.verify.issuer";
  private static final String KEY = "mp.jwt.verify.publickey";
  private static final String LOCATION = "mp.jwt.verify.publickey.location";
  private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
  private static final String AUDIENCES = "mp.jwt.verify.audiences";
  private static final String SKEW = "mp.jwt.verify.clock.skew";
  private static final String AGE = "mp.jwt.verify.token.age";
  private static final int DEFAULT_SKEW = 60;
  private static final int MOST_SECONDS = 31_536_000;
  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private final Config config;

  JwtConfig(Config config) {
    this.config = config;
  }

  /**
   * Which tokens are accepted; empty for none, when neither an issuer nor a key is configured.
   *
   * @throws StartupFailure when the settings cannot be obeyed
   */
  Optional<JwtSettings> settings() {
    Optional<String> issuer = text(ISSUER);
    Optional<String> key = text(KEY);
    Optional<String> location = text(LOCATION);
    if (issuer.isEmpty() && key.isEmpty() && location.isEmpty()) {
      return Optional.empty();
    }
    if (issuer.isEmpty()) {
      throw new StartupFailure(ISSUER + " is missing: a key needs the issuer that it belongs to");
    }
    if (key.isPresent() == location.isPresent()) {
      throw new StartupFailure("Set either " + KEY + " or " + LOCATION + " beside " + ISSUER);
    }
    return Optional.of(settings(issuer.get(), keys(key, location)));
  }

  private JwtSettings settings(String issuer, TrustedKeys keys) {
    return new JwtSettings(
        issuer,
        keys,
        algorithms(),
        list(AUDIENCES).collect(Collectors.toSet()),
        seconds(SKEW, DEFAULT_SKEW),
        seconds(AGE, 0));
  }

  private static TrustedKeys keys(Optional<String> key, Optional<String> location) {
    return key.isPresent()
        ? TrustedKeys.inline(KEY, key.get())
        : TrustedKeys.at(LOCATION, location.orElseThrow());
  }

  private Set<JWSAlgorithm> algorithms() {
    Set<String> names = list(ALGORITHM).collect(Collectors.toSet());
    for (String name : names) {
      if (!ALGORITHMS.contains(name)) {
        throw new StartupFailure(
            ALGORITHM + "=" + name + " is not one of " + ALGORITHMS.stream().sorted().toList());
      }
    }
    return names.isEmpty()
        ? Set.of(JWSAlgorithm.RS256)
        : names.stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
  }

  private int seconds(String name, int fallback) {
    String value = text(name).orElse(String.valueOf(fallback));
    try {
      int seconds = Integer.parseInt(value);
      if (seconds >= 0 && seconds <= MOST_SECONDS) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new StartupFailure(name + "=" + value + " is not a number from 0 to " + MOST_SECONDS);
  }

  private Stream<String> list(String name) {
    return text(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private Optional<String> text(String name) {
    return config
        .getOptionalValue(name, String.class)
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
