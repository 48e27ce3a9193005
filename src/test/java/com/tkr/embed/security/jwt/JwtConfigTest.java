package com.tkr.embed.security.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.tkr.embed.config.startup.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtConfigTest {
  private static final String ISSUER = "mp.jwt.verify.issuer";
  private static final String KEY = "mp.jwt.verify.publickey";
  private static final String LOCATION = "mp.jwt.verify.publickey.location";
  private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";

  @TempDir private Path folder;
  private final Map<String, String> settings = new HashMap<>(Map.of(ISSUER, Issuer.NAME));

  private JwtConfig config() {
    return new JwtConfig(new MapConfig(settings));
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> config().settings())
        .isInstanceOf(StartupFailure.class)
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void without_issuer_and_key_no_tokens_are_accepted() {
    settings.clear();
    assertThat(config().settings()).isEmpty();
    settings.put(ISSUER, " ");
    assertThat(config().settings()).isEmpty();
  }

  @Test
  void half_a_configuration_stops_the_start() {
    refused(KEY, LOCATION);
    settings.put(LOCATION, "keys.json");
    settings.remove(ISSUER);
    refused(ISSUER);
    settings.put(ISSUER, Issuer.NAME);
    settings.put(KEY, "x");
    refused(KEY, LOCATION);
  }

  @Test
  void a_key_that_cannot_be_read_stops_the_start() throws IOException, JOSEException {
    settings.put(LOCATION, folder.resolve("missing.pem").toString());
    refused(LOCATION, "missing.pem");
    Path junk = Files.writeString(folder.resolve("junk.pem"), "junk");
    settings.put(LOCATION, junk.toUri().toString());
    refused(LOCATION, "junk.pem");
    settings.put(LOCATION, "file:relative.pem");
    refused(LOCATION);
    settings.remove(LOCATION);
    RSAKey weak = new RSAKeyGenerator(1024, true).generate();
    settings.put(KEY, Issuer.pem(weak.toPublicKey()));
    refused(KEY);
  }

  @Test
  void keys_are_read_in_every_form() throws IOException, JOSEException {
    RSAKey key = Issuer.rsa("one");
    Path file = folder.resolve("key");
    settings.put(LOCATION, file.toUri().toString());
    for (String text :
        new String[] {
          Issuer.pem(key.toPublicKey()),
          key.toPublicJWK().toJSONString(),
          "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}"
        }) {
      Files.writeString(file, text);
      assertThat(config().settings()).isPresent();
    }
  }

  @Test
  void algorithms_are_listed_and_rs256_alone_by_default() throws JOSEException {
    settings.put(KEY, Issuer.pem(Issuer.rsa("one").toPublicKey()));
    assertThat(config().settings().orElseThrow().algorithms()).containsExactly(JWSAlgorithm.RS256);
    settings.put(ALGORITHM, "ES256, PS512");
    assertThat(config().settings().orElseThrow().algorithms())
        .containsExactlyInAnyOrder(JWSAlgorithm.ES256, JWSAlgorithm.PS512);
    settings.put(ALGORITHM, "RS256,HS256");
    refused(ALGORITHM, "HS256");
    settings.put(ALGORITHM, "none");
    refused(ALGORITHM, "none");
  }

  @Test
  void times_are_numbers_of_seconds() throws JOSEException {
    settings.put(KEY, Issuer.pem(Issuer.rsa("one").toPublicKey()));
    assertThat(config().settings().orElseThrow().skewSeconds()).isEqualTo(60);
    settings.put("mp.jwt.verify.clock.skew", "-1");
    refused("mp.jwt.verify.clock.skew", "-1");
  }
}
