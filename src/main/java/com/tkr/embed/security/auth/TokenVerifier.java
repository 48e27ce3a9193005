package com.tkr.embed.security.auth;

import com.tkr.embed.security.apikey.Caller;
import java.util.Optional;

/** Verifies signed tokens of an issuer that the operator trusts. */
public interface TokenVerifier {
  /**
   * Who holds a token; empty when it is not accepted, for whatever reason.
   *
   * @param token three base64url parts between dots, not yet looked at
   */
  Optional<Caller> verify(String token);
}
