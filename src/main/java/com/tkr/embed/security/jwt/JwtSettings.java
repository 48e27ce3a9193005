package com.tkr.embed.security.jwt;

import static com.tkr.embed.config.settings.SecuritySettings.JWT_ALGORITHM;
import static com.tkr.embed.config.settings.SecuritySettings.JWT_AUDIENCES;
import static com.tkr.embed.config.settings.SecuritySettings.JWT_CLOCK_SKEW_SECONDS;
import static com.tkr.embed.config.settings.SecuritySettings.JWT_ISSUER;
import static com.tkr.embed.config.settings.SecuritySettings.JWT_MAX_AGE_SECONDS;
import static com.tkr.embed.config.settings.SecuritySettings.JWT_PUBLIC_KEY;
import static com.tkr.embed.config.settings.SecuritySettings.JWT_PUBLIC_KEY_LOCATION;

import com.nimbusds.jose.JWSAlgorithm;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.startup.StartupFailure;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens are accepted.
 *
 * @param issuer their claim {@code iss}
 * @param keys what they are signed with
 * @param algorithms that they may be signed by
 * @param audiences of which their claim {@code aud} must have one; empty when that does not matter
 * @param skewSeconds by which the issuer's clock may differ from ours
 * @param ageSeconds for which they are accepted after they were issued; 0 for until they expire
 */
record JwtSettings(
    String issuer,
    TrustedKeys keys,
    Set<JWSAlgorithm> algorithms,
    Set<String> audiences,
    int skewSeconds,
    int ageSeconds) {

  /**
   * What is configured; empty for no tokens, when neither an issuer nor a key is.
   *
   * @throws StartupFailure when the settings do not go together
   */
  static Optional<JwtSettings> of(Settings settings) {
    Optional<String> issuer = settings.get(JWT_ISSUER);
    boolean key = settings.get(JWT_PUBLIC_KEY).isPresent();
    boolean location = settings.get(JWT_PUBLIC_KEY_LOCATION).isPresent();
    if (issuer.isEmpty() && !key && !location) {
      return Optional.empty();
    }
    if (issuer.isEmpty()) {
      throw new StartupFailure(
          JWT_ISSUER.key() + " is missing: a key needs the issuer that it belongs to");
    }
    if (key == location) {
      throw new StartupFailure(
          "Set either "
              + JWT_PUBLIC_KEY.key()
              + " or "
              + JWT_PUBLIC_KEY_LOCATION.key()
              + " beside "
              + JWT_ISSUER.key());
    }
    return issuer.map(name -> of(name, settings));
  }

  private static JwtSettings of(String issuer, Settings settings) {
    return new JwtSettings(
        issuer,
        keys(settings),
        Set.of(JWSAlgorithm.parse(settings.get(JWT_ALGORITHM))),
        Set.copyOf(settings.get(JWT_AUDIENCES)),
        settings.get(JWT_CLOCK_SKEW_SECONDS),
        settings.get(JWT_MAX_AGE_SECONDS).orElse(0));
  }

  private static TrustedKeys keys(Settings settings) {
    return settings
        .get(JWT_PUBLIC_KEY)
        .map(key -> TrustedKeys.inline(JWT_PUBLIC_KEY.key(), key))
        .or(
            () ->
                settings
                    .get(JWT_PUBLIC_KEY_LOCATION)
                    .map(place -> TrustedKeys.at(JWT_PUBLIC_KEY_LOCATION.key(), place)))
        .orElseThrow();
  }
}
