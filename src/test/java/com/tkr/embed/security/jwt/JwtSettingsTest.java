package com.tkr.embed.security.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.startup.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JwtSettingsTest {
  private static final String ISSUER = "mp.jwt.verify.issuer";
  private static final String KEY = "mp.jwt.verify.publickey";
  private static final String LOCATION = "mp.jwt.verify.publickey.location";
  private static final String SKEW = "mp.jwt.verify.clock.skew";
  private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";

  @TempDir private Path folder;
  private final Map<String, String> settings = new HashMap<>(Map.of(ISSUER, Issuer.NAME));

  private Optional<JwtSettings> read() {
    FixedSettings fixed = new FixedSettings();
    settings.forEach((key, value) -> fixed.written(setting(key), value));
    return JwtSettings.of(fixed);
  }

  private void refused(String... words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(StartupFailure.class)
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void without_issuer_and_key_no_tokens_are_accepted() {
    settings.clear();
    assertThat(read()).isEmpty();
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
      assertThat(read()).isPresent();
    }
  }

  @Test
  void algorithm_and_skew_are_the_catalogues() throws JOSEException {
    settings.put(KEY, Issuer.pem(Issuer.rsa("one").toPublicKey()));
    JwtSettings byDefault = read().orElseThrow();
    assertThat(byDefault.algorithms()).containsExactly(JWSAlgorithm.RS256);
    assertThat(byDefault.skewSeconds()).isEqualTo(60);
    assertThat(byDefault.ageSeconds()).isZero();
    settings.put(ALGORITHM, "ES256");
    settings.put(SKEW, "3600");
    assertThat(read().orElseThrow().algorithms()).containsExactly(JWSAlgorithm.ES256);
    assertThat(read().orElseThrow().skewSeconds()).isEqualTo(3600);
  }

  /** Checked once, where all settings are: what is refused there never comes here. */
  @ParameterizedTest
  @CsvSource({
    ALGORITHM + ",HS256",
    ALGORITHM + ",none",
    ALGORITHM + ",'RS256,HS256'",
    SKEW + ",-1",
    SKEW + ",3601",
    "mp.jwt.verify.token.age,0",
    "mp.jwt.verify.token.age,x"
  })
  void the_catalogue_refuses(String key, String value) {
    Setting<?> setting = setting(key);
    assertThat(setting.type().canonical(value)).isEmpty();
  }

  private static Setting<?> setting(String key) {
    return Catalogue.ALL.stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
  }
}
