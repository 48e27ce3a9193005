package com.tkr.embed.security.jwt;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a token says: issuer, audience, that it has a subject and an end, its times and its
 * age.
 */
final class ClaimsCheck extends DefaultJWTClaimsVerifier<SecurityContext> {
  private static final long MILLIS = 1_000;

  private final JwtSettings settings;
  private final InstantSource clock;

  ClaimsCheck(JwtSettings settings, InstantSource clock) {
    super(
        settings.audiences().isEmpty() ? null : new HashSet<>(settings.audiences()),
        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
        Set.of("exp", "sub"),
        Set.of());
    this.settings = settings;
    this.clock = clock;
    setMaxClockSkew(settings.skewSeconds());
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }

  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
      throws BadJWTException {
    super.verify(claims, context);
    if (settings.ageSeconds() > 0 && !isYoung(claims.getIssueTime())) {
      throw new BadJWTException("older than accepted, or of an unknown age");
    }
  }

  private boolean isYoung(@Nullable Date issued) {
    if (issued == null) {
      return false;
    }
    long age = clock.millis() - issued.getTime();
    long skew = settings.skewSeconds() * MILLIS;
    return age >= -skew && age < settings.ageSeconds() * MILLIS + skew;
  }
}
