package com.tkr.embed.security.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys at an address, of an issuer that changes them. */
class TrustedKeysTest {
  private static final RSAKey ONE = Issuer.rsa("one");
  private static final RSAKey TWO = Issuer.rsa("two");
  private static final long INTERVAL_MILLIS = 500;

  private final AtomicInteger reads = new AtomicInteger();
  private HttpServer issuer;
  private volatile String published = published(ONE);
  private volatile int status = 200;

  private static String published(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(true);
  }

  @BeforeEach
  void publish() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/keys",
        exchange -> {
          reads.incrementAndGet();
          byte[] body = published.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  private JwtVerifier verifier() {
    String address = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys";
    TrustedKeys keys = TrustedKeys.at(KeyLocation.of("location", address), INTERVAL_MILLIS);
    return new JwtVerifier(
        new JwtSettings(Issuer.NAME, keys, Set.of(JWSAlgorithm.RS256), Set.of(), 60, 0),
        () -> Issuer.NOW);
  }

  @Test
  void keys_are_read_once_for_many_tokens() {
    JwtVerifier verifier = verifier();
    for (int i = 0; i < 50; i++) {
      String subject = "user " + i;
      String token =
          Issuer.token(ONE, Issuer.header(ONE).build(), Issuer.claims(c -> c.subject(subject)));
      assertThat(verifier.verify(token)).isPresent();
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void a_new_key_is_found_when_a_token_names_it_and_the_old_one_stays_while_published() {
    JwtVerifier verifier = verifier();
    assertThat(verifier.verify(Issuer.token(ONE))).isPresent();
    published = published(ONE, TWO);
    assertThat(verifier.verify(Issuer.token(TWO))).isPresent();
    assertThat(verifier.verify(Issuer.token(ONE))).isPresent();
    assertThat(reads).hasValue(2);
  }

  @Test
  void unknown_keys_do_not_make_the_issuer_be_asked_again_and_again() throws Exception {
    JwtVerifier verifier = verifier();
    assertThat(verifier.verify(Issuer.token(ONE))).isPresent();
    String unknown = Issuer.token(Issuer.rsa("three"));
    for (int i = 0; i < 100; i++) {
      assertThat(verifier.verify(unknown)).isEmpty();
    }
    assertThat(reads.get()).isLessThan(50);
    published = published(TWO);
    TimeUnit.MILLISECONDS.sleep(2 * INTERVAL_MILLIS);
    assertThat(verifier.verify(Issuer.token(TWO))).isPresent();
  }

  @Test
  void an_issuer_that_is_down_at_first_is_asked_again() throws Exception {
    status = 500;
    JwtVerifier verifier = verifier();
    assertThat(verifier.verify(Issuer.token(ONE))).isEmpty();
    status = 200;
    TimeUnit.MILLISECONDS.sleep(2 * INTERVAL_MILLIS);
    assertThat(verifier.verify(Issuer.token(ONE))).isPresent();
  }

  @Test
  void one_key_without_an_id_stands_for_any() throws Exception {
    published = Issuer.pem(ONE.toPublicKey());
    assertThat(verifier().verify(Issuer.token(ONE))).isPresent();
    published = new RSAKey.Builder(ONE.toRSAPublicKey()).build().toJSONString();
    assertThat(verifier().verify(Issuer.token(ONE))).isPresent();
  }

  @Test
  void what_is_published_and_no_key_is_refused() {
    for (String junk : List.of("", "{}", "{\"keys\":[]}", "<html>", "[".repeat(10_000))) {
      published = junk;
      assertThat(verifier().verify(Issuer.token(ONE))).isEmpty();
    }
  }
}
