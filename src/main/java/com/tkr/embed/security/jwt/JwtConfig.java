package com.tkr.embed.security.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.tkr.embed.config.startup.StartupFailure;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** What the operator configured about tokens, under MicroProfile's names. */
final class JwtConfig {
  private static final String ISSUER = "mp.jwt.verify.issuer";
  private static final String KEY = "mp.jwt.verify.publickey";
  private static final String LOCATION = "mp.jwt.verify.publickey.location";

  private final Config config;

  JwtConfig(Config config) {
    this.config = config;
  }

  /**
   * Which tokens are accepted; empty for none, when neither an issuer nor a key is configured.
   *
   * @throws StartupFailure when the settings do not go together
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
        Set.of(JWSAlgorithm.parse(text("mp.jwt.verify.publickey.algorithm").orElseThrow())),
        audiences(),
        text("mp.jwt.verify.clock.skew").map(Integer::valueOf).orElseThrow(),
        text("mp.jwt.verify.token.age").map(Integer::valueOf).orElse(0));
  }

  private static TrustedKeys keys(Optional<String> key, Optional<String> location) {
    return key.isPresent()
        ? TrustedKeys.inline(KEY, key.get())
        : TrustedKeys.at(LOCATION, location.orElseThrow());
  }

  private Set<String> audiences() {
    return text("mp.jwt.verify.audiences").stream()
        .flatMap(list -> Arrays.stream(list.split(",")))
        .collect(Collectors.toSet());
  }

  private Optional<String> text(String name) {
    return config.getOptionalValue(name, String.class);
  }
}
