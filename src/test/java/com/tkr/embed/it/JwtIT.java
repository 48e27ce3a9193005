package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.tkr.embed.security.jwt.Issuer;
import com.tkr.embed.testing.StandInWar;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens inside the container, whose own way with them stays off. */
class JwtIT {
  private static final RSAKey KEY = Issuer.rsa("one");
  private static Server server;

  @BeforeAll
  static void start() throws JOSEException {
    Map<String, String> environment =
        Map.of(
            "EMBEDDING_MODEL_PATH",
            "demo",
            "EMBEDDING_ENV",
            "testing",
            "MP_JWT_VERIFY_ISSUER",
            Issuer.NAME,
            "MP_JWT_VERIFY_PUBLICKEY",
            Issuer.pem(KEY.toPublicKey()));
    server =
        Server.start(new Server.Setup("jwt", StandInWar.write(), environment, ""), "/health/ready");
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void a_good_token_is_injected_in_microprofiles_terms() {
    assertThat(name(token(300, List.of("admin")))).isEqualTo("ada [admin]");
  }

  @Test
  void without_a_good_token_an_empty_one_is_injected() {
    assertThat(name(token(-300, List.of("admin")))).startsWith("null ");
    assertThat(name("sk-1")).startsWith("null ");
  }

  @Test
  void a_bearer_that_is_no_token_reaches_the_resources() {
    Http http = new Http(server);
    HttpResponse<byte[]> answer =
        http.send(
            http.request("/embed/text")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer sk-1")
                .POST(BodyPublishers.ofString("{\"texts\":[\"a\"]}")));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static String token(int seconds, List<String> groups) {
    Date end = Date.from(Instant.now().plusSeconds(seconds));
    return Issuer.token(
        KEY,
        Issuer.header(KEY).build(),
        Issuer.claims(claims -> claims.expirationTime(end).claim("groups", groups)));
  }

  private static String name(String bearer) {
    Http http = new Http(server);
    HttpResponse<byte[]> answer =
        http.send(http.request("/standin/token").header("Authorization", "Bearer " + bearer).GET());
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
