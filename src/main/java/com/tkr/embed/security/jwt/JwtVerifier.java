package com.tkr.embed.security.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Verifies tokens: signed by a trusted key and an allowed algorithm, by and for whom they must be,
 * within their time. Encrypted and unsigned tokens are not accepted, nor those with an extension
 * marked critical. Thread-safe.
 */
final class JwtVerifier {
  private static final System.Logger LOG = System.getLogger(JwtVerifier.class.getName());
  private static final int MOST_CHARACTERS = 16_384;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final AcceptedTokens accepted;

  JwtVerifier(JwtSettings settings, InstantSource clock) {
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(settings.algorithms(), settings.keys().source()));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    ClaimsCheck check = new ClaimsCheck(settings, clock);
    processor.setJWTClaimsSetVerifier(check);
    accepted = new AcceptedTokens(check, clock);
  }

  /** The token's meaning; empty when it is not accepted. */
  Optional<VerifiedToken> verify(String token) {
    if (token.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      return Optional.of(accepted.get(token, this::verified));
    } catch (RateLimitReachedException e) {
      LOG.log(Level.DEBUG, "The keys of tokens are not read again so soon");
    } catch (KeySourceException e) {
      LOG.log(Level.WARNING, "The keys of tokens cannot be read", e);
    } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
      LOG.log(Level.DEBUG, "A token is not accepted: {0}", e.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  private VerifiedToken verified(String token)
      throws ParseException, BadJOSEException, JOSEException {
    return VerifiedToken.of(processor.process(token, null));
  }
}
