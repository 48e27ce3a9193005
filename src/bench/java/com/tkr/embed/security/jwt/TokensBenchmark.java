package com.tkr.embed.security.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a token costs a request: one that was accepted before, and one with a wrong signature. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokensBenchmark {
  private final RSAKey key = Issuer.rsa("one");
  private final JwtVerifier verifier = verifier(key);
  private final String accepted = token(key);
  private final String forged = token(Issuer.rsa("one"));

  private static JwtVerifier verifier(RSAKey key) {
    try {
      TrustedKeys keys = TrustedKeys.inline("key", Issuer.pem(key.toPublicKey()));
      Set<JWSAlgorithm> algorithms = Set.of(JWSAlgorithm.RS256);
      return new JwtVerifier(
          new JwtSettings(Issuer.NAME, keys, algorithms, Set.of(), 60, 0), InstantSource.system());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(RSAKey key) {
    Date end = Date.from(Instant.now().plusSeconds(3_600));
    return Issuer.token(
        key, Issuer.header(key).build(), Issuer.claims(claims -> claims.expirationTime(end)));
  }

  @Benchmark
  public Optional<VerifiedToken> acceptedToken() {
    return verifier.verify(accepted);
  }

  @Benchmark
  public Optional<VerifiedToken> forgedToken() {
    return verifier.verify(forged);
  }
}
