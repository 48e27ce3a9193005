package com.tkr.embed.security.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
  private static final RSAKey KEY = Issuer.rsa("one");
  private static final ECKey EC = Issuer.ec("curve");
  private static final String PEM = pem();

  private Instant now = Issuer.NOW;
  private final JwtVerifier verifier = verifier(TrustedKeys.inline("key", PEM), 0);

  private static String pem() {
    try {
      return Issuer.pem(KEY.toPublicKey());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private JwtVerifier verifier(TrustedKeys keys, int age) {
    Set<JWSAlgorithm> algorithms = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    return new JwtVerifier(
        new JwtSettings(Issuer.NAME, keys, algorithms, Set.of("tkr", "other"), 60, age), () -> now);
  }

  private boolean accepts(Consumer<JWTClaimsSet.Builder> change) {
    return accepts(Issuer.header(KEY).build(), change);
  }

  private boolean accepts(JWSHeader header, Consumer<JWTClaimsSet.Builder> change) {
    return verifier.verify(Issuer.token(KEY, header, Issuer.claims(change))).isPresent();
  }

  @Test
  void a_good_token_is_a_caller_with_the_permissions_that_its_groups_name() {
    Caller caller = verifier.verify(Issuer.token(KEY)).orElseThrow().caller();
    assertThat(caller.kind()).isEqualTo(Caller.Kind.JWT);
    assertThat(caller.id()).matches("jwt:[0-9a-f]{16}");
    assertThat(caller.permissions())
        .containsExactlyInAnyOrder(Permission.EMBED_TEXT, Permission.ADMIN);
    assertThat(caller.limits()).isNull();
  }

  @Test
  void a_token_for_several_audiences_or_without_an_id_of_its_key_is_good() {
    assertThat(accepts(claims -> claims.audience(List.of("x", "other")))).isTrue();
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256);
    assertThat(accepts(header.build(), claims -> {})).isTrue();
    header.type(new JOSEObjectType("at+jwt"));
    assertThat(accepts(header.build(), claims -> {})).isTrue();
  }

  @Test
  void the_wrong_issuer_audience_or_subject_is_refused() {
    assertThat(accepts(claims -> claims.issuer("https://issuer.example/"))).isFalse();
    assertThat(accepts(claims -> claims.issuer(null))).isFalse();
    assertThat(accepts(claims -> claims.audience("nobody"))).isFalse();
    assertThat(accepts(claims -> claims.audience((String) null))).isFalse();
    assertThat(accepts(claims -> claims.subject(null))).isFalse();
  }

  @Test
  void a_token_without_an_end_is_refused() {
    assertThat(accepts(claims -> claims.expirationTime(null))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, true", "359, true", "360, false", "361, false"})
  void its_end_counts_to_the_second_after_the_skew(long seconds, boolean good) {
    String token = Issuer.token(KEY);
    assertThat(verifier.verify(token)).isPresent();
    now = Issuer.NOW.plusSeconds(seconds);
    assertThat(verifier.verify(token).isPresent()).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({"59, true", "60, false", "61, false"})
  void its_beginning_counts_to_the_second_before_the_skew(long seconds, boolean good) {
    Date begins = Date.from(Issuer.NOW.plusSeconds(seconds));
    assertThat(accepts(claims -> claims.notBeforeTime(begins))).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "159, true", "160, false", "-60, true", "-61, false"})
  void its_age_counts_where_it_is_limited(long seconds, boolean good) {
    now = Issuer.NOW.plusSeconds(seconds);
    JwtVerifier young = verifier(TrustedKeys.inline("key", PEM), 100);
    assertThat(young.verify(Issuer.token(KEY)).isPresent()).isEqualTo(good);
    String ageless =
        Issuer.token(KEY, Issuer.header(KEY).build(), Issuer.claims(c -> c.issueTime(null)));
    assertThat(young.verify(ageless)).isEmpty();
  }

  @Test
  void an_unsigned_token_is_refused() {
    assertThat(verifier.verify(new PlainJWT(Issuer.claims(c -> {})).serialize())).isEmpty();
    String[] parts = Issuer.token(KEY).split("\\.");
    assertThat(verifier.verify(parts[0] + "." + parts[1] + ".")).isEmpty();
    String none = "eyJhbGciOiJub25lIn0";
    assertThat(verifier.verify(none + "." + parts[1] + "." + parts[2])).isEmpty();
  }

  /** The public key is no secret: a MAC made with it proves nothing. */
  @Test
  void a_mac_by_the_public_key_is_refused() throws Exception {
    for (byte[] secret :
        List.of(
            PEM.getBytes(StandardCharsets.UTF_8),
            PEM.strip().getBytes(StandardCharsets.UTF_8),
            KEY.toPublicKey().getEncoded())) {
      SignedJWT token =
          new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), Issuer.claims(claims -> {}));
      token.sign(new MACSigner(secret));
      assertThat(verifier.verify(token.serialize())).isEmpty();
    }
  }

  @Test
  void an_algorithm_that_is_not_listed_is_refused() {
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
      assertThat(accepts(new JWSHeader(algorithm), claims -> {})).isFalse();
    }
  }

  @Test
  void another_key_is_refused_and_so_is_a_key_that_the_token_brings() {
    RSAKey other = Issuer.rsa("one");
    assertThat(verifier.verify(Issuer.token(other))).isEmpty();
    JWSHeader header = Issuer.header(other).jwk(other.toPublicJWK()).build();
    assertThat(verifier.verify(Issuer.token(other, header, Issuer.claims(c -> {})))).isEmpty();
    assertThat(verifier.verify(Issuer.token(EC))).isEmpty();
  }

  @Test
  void a_changed_token_is_refused() {
    String[] parts = Issuer.token(KEY).split("\\.");
    String admin =
        Issuer.token(KEY, Issuer.header(KEY).build(), Issuer.claims(c -> c.subject("eve")));
    assertThat(verifier.verify(parts[0] + "." + admin.split("\\.")[1] + "." + parts[2])).isEmpty();
  }

  @Test
  void an_unknown_critical_extension_or_type_is_refused() {
    JWSHeader.Builder critical =
        Issuer.header(KEY).criticalParams(Set.of("exp")).customParam("exp", 1);
    assertThat(accepts(critical.build(), claims -> {})).isFalse();
    JWSHeader.Builder type = Issuer.header(KEY).type(new JOSEObjectType("logout+jwt"));
    assertThat(accepts(type.build(), claims -> {})).isFalse();
  }

  @Test
  void an_encrypted_token_is_refused() throws Exception {
    JWEHeader header = new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM);
    EncryptedJWT token = new EncryptedJWT(header, Issuer.claims(claims -> {}));
    token.encrypt(new RSAEncrypter(KEY.toRSAPublicKey()));
    assertThat(verifier.verify(token.serialize())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "eyJhbGciOiJSUzI1NiJ9.W10.AA"})
  void what_is_no_token_is_refused(String token) {
    assertThat(verifier.verify(token)).isEmpty();
    assertThat(verifier.verify(token + "A".repeat(20_000))).isEmpty();
  }

  @Test
  void groups_that_are_no_list_grant_nothing() {
    String token =
        Issuer.token(
            KEY, Issuer.header(KEY).build(), Issuer.claims(c -> c.claim("groups", "admin")));
    assertThat(verifier.verify(token).orElseThrow().caller().permissions()).isEmpty();
  }

  @Test
  void a_curves_key_is_good_where_its_algorithm_is_listed() throws Exception {
    JwtVerifier curve = verifier(TrustedKeys.inline("key", Issuer.pem(EC.toPublicKey())), 0);
    assertThat(curve.verify(Issuer.token(EC))).isPresent();
    assertThat(curve.verify(Issuer.token(KEY))).isEmpty();
  }

  @Test
  void a_token_in_microprofiles_terms_has_its_claims_in_their_types() {
    String raw =
        Issuer.token(
            KEY, Issuer.header(KEY).build(), Issuer.claims(c -> c.claim("tenant", List.of(7))));
    ClaimsToken token = new ClaimsToken(raw, verifier.verify(raw).orElseThrow());
    assertThat(token.getName()).isEqualTo("ada");
    assertThat(token.getIssuer()).isEqualTo(Issuer.NAME);
    assertThat(token.getAudience()).containsExactly("tkr");
    assertThat(token.getGroups()).containsExactlyInAnyOrder("embed:text", "admin", "unknown");
    assertThat(token.getExpirationTime()).isEqualTo(Issuer.NOW.getEpochSecond() + 300);
    assertThat(token.getRawToken()).isEqualTo(raw);
    assertThat(token.getClaimNames()).contains("iss", "groups", "tenant", "raw_token");
    assertThat(ClaimsToken.NONE.getName()).isNull();
    assertThat(ClaimsToken.NONE.getClaimNames()).isEmpty();
  }
}
