package com.tkr.embed.security.jwt;

import com.nimbusds.jose.JWSAlgorithm;
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
    int ageSeconds) {}
