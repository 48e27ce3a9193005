package com.tkr.embed.security.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spares the signature of tokens that were accepted within the last minute, a thousand at most,
 * known by their digests; their claims are checked every time. Thread-safe.
 */
final class AcceptedTokens {
  private static final int MOST = 1_000;
  private static final long KEPT_MILLIS = Duration.ofMinutes(1).toMillis();

  private final ConcurrentHashMap<ByteBuffer, Kept> tokens = new ConcurrentHashMap<>();
  private final ClaimsCheck check;
  private final InstantSource clock;

  private record Kept(VerifiedToken token, long sinceMillis) {}

  /** Verifies a token. */
  interface Verification {
    VerifiedToken of(String token) throws ParseException, BadJOSEException, JOSEException;
  }

  AcceptedTokens(ClaimsCheck check, InstantSource clock) {
    this.check = check;
    this.clock = clock;
  }

  VerifiedToken get(String token, Verification verification)
      throws ParseException, BadJOSEException, JOSEException {
    ByteBuffer digest = digest(token);
    Kept kept = tokens.get(digest);
    if (kept != null && isFresh(kept)) {
      check.verify(kept.token().claims(), null);
      return kept.token();
    }
    VerifiedToken verified = verification.of(token);
    if (tokens.size() >= MOST) {
      tokens.clear();
    }
    tokens.put(digest, new Kept(verified, clock.millis()));
    return verified;
  }

  private boolean isFresh(Kept kept) {
    long age = clock.millis() - kept.sinceMillis();
    return age >= 0 && age < KEPT_MILLIS;
  }

  private static ByteBuffer digest(String token) {
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(VerifiedToken.sha256().digest(bytes));
  }
}
