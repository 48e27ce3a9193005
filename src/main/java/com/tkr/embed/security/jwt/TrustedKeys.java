package com.tkr.embed.security.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.tkr.embed.config.startup.StartupFailure;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;

/**
 * The issuer's keys. Those at a location are read again every five minutes, and when a token names
 * a key that is not among them, but at most twice in half a minute; while the location does not
 * answer, the last ones count for an hour.
 */
final class TrustedKeys {
  private static final long KEPT_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final long REFRESH_MILLIS = Duration.ofSeconds(15).toMillis();
  private static final long INTERVAL_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final long OUTAGE_MILLIS = Duration.ofHours(1).toMillis();

  private final JWKSource<SecurityContext> source;

  private TrustedKeys(JWKSource<SecurityContext> source) {
    this.source = new KeysWithoutId(source);
  }

  /** Keys that a setting holds. */
  static TrustedKeys inline(String setting, String text) {
    try {
      return new TrustedKeys(new ImmutableJWKSet<>(PublicKeyParser.parse(text)));
    } catch (GeneralSecurityException e) {
      throw new StartupFailure(setting + " holds no public key as PEM, JWK or JWKS (RSA or EC)");
    }
  }

  /**
   * Keys of a file, which must be there now, or of an address, which may come up later.
   *
   * @param location a path, or an address of file:, http: or https:
   */
  static TrustedKeys at(String setting, String location) {
    KeyLocation place = KeyLocation.of(setting, location);
    if (place.isFile()) {
      try {
        place.read();
      } catch (IOException | GeneralSecurityException e) {
        throw new StartupFailure(
            setting + "=" + location + " is no readable file of a PEM, JWK or JWKS (RSA or EC)");
      }
    }
    return at(place, INTERVAL_MILLIS);
  }

  /** Keys of a place that is read at most twice in the interval. */
  static TrustedKeys at(KeyLocation place, long intervalMillis) {
    return new TrustedKeys(
        JWKSourceBuilder.create(new Reading(place))
            .cache(KEPT_MILLIS, REFRESH_MILLIS)
            .refreshAheadCache(false)
            .rateLimited(intervalMillis)
            .outageTolerant(OUTAGE_MILLIS)
            .build());
  }

  JWKSource<SecurityContext> source() {
    return source;
  }

  /** Reads a place whenever it is asked. */
  private record Reading(KeyLocation place) implements JWKSetSource<SecurityContext> {
    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
        throws KeySourceException {
      try {
        return place.read();
      } catch (IOException | GeneralSecurityException e) {
        throw new JWKSetUnavailableException("unavailable", e);
      }
    }

    @Override
    public void close() {}
  }
}
