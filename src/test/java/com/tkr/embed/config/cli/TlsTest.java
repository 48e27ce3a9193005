package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.startup.Given;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  private static final String PASSWORD = "of the test's key store";

  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() {
    given = new Given(folder).variable("EMBEDDING_DATA_DIR", folder.toString());
  }

  private Tls tls() throws IOException {
    return Tls.of(given.read());
  }

  @Test
  void without_a_certificate_there_is_none() throws IOException {
    assertThat(tls().enabled()).isFalse();
    assertThat(tls().javaOptions()).isEmpty();
  }

  @Test
  void an_operators_key_store_is_used_as_it_is() throws Exception {
    Path store = store("mine", "EC");
    given.variable("EMBEDDING_TLS_KEYSTORE", store.toString());
    given.variable("EMBEDDING_TLS_KEYSTORE_PASSWORD", PASSWORD).variable("EMBEDDING_TLS_PORT", "9");
    assertThat(DomainProperties.of(given.read(), tls()))
        .contains("-Dtkr.embed.tls.port=9", "-Dtkr.embed.tls.alias=mine");
    assertThat(tls().javaOptions())
        .containsExactly(
            "-Djavax.net.ssl.keyStore=" + store,
            "-Djavax.net.ssl.keyStoreType=PKCS12",
            "-Djavax.net.ssl.keyStorePassword=" + PASSWORD);
  }

  @Test
  void a_key_store_that_does_not_open_is_told() throws Exception {
    given.variable("EMBEDDING_TLS_KEYSTORE", store("mine", "EC").toString());
    given.variable("EMBEDDING_TLS_KEYSTORE_PASSWORD", "wrong");
    assertThatThrownBy(this::tls)
        .isInstanceOf(LaunchFailed.class)
        .hasMessageMatching(
            "server.tls.keystore: .*mine.p12 cannot be opened: it is no PKCS12 file, or"
                + " server.tls.keystore_password is wrong");
    given.variable("EMBEDDING_TLS_KEYSTORE", "/nowhere.p12");
    assertThatThrownBy(this::tls).hasMessage("server.tls.keystore: there is no file /nowhere.p12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void pem_files_become_a_key_store_that_is_the_users_alone(String algorithm) throws Exception {
    pem(store("a", algorithm), "a");
    given.variable("EMBEDDING_TLS_CERTIFICATE", folder.resolve("a.crt").toString());
    given.variable("EMBEDDING_TLS_KEY", folder.resolve("a.key").toString());
    TlsKeystore made = tls().keystore().orElseThrow();
    assertThat(made.file()).isEqualTo(folder.resolve("tls.p12"));
    assertThat(Files.getPosixFilePermissions(made.file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(TlsKeystore.open(made.file(), made.password())).isEqualTo(made);
    assertThat(made.toString()).doesNotContain(made.password());
  }

  @Test
  void a_key_of_another_certificate_is_told() throws Exception {
    pem(store("a", "EC"), "a");
    pem(store("b", "EC"), "b");
    given.variable("EMBEDDING_TLS_CERTIFICATE", folder.resolve("a.crt").toString());
    given.variable("EMBEDDING_TLS_KEY", folder.resolve("b.key").toString());
    assertThatThrownBy(this::tls)
        .hasMessageMatching(
            "server.tls.key: .*b.key is not the key of the first certificate in .*a.crt");
    pem(store("c", "RSA"), "c");
    given.variable("EMBEDDING_TLS_KEY", folder.resolve("c.key").toString());
    assertThatThrownBy(this::tls)
        .hasMessageMatching("server.tls.key: .*c.key holds no key of the certificate's kind, EC");
  }

  @Test
  void files_that_are_something_else_are_told() throws Exception {
    pem(store("a", "EC"), "a");
    given.file("x.pem", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    given.variable("EMBEDDING_TLS_CERTIFICATE", folder.resolve("a.crt").toString());
    given.variable("EMBEDDING_TLS_KEY", folder.resolve("x.pem").toString());
    assertThatThrownBy(this::tls)
        .hasMessageEndingWith("openssl pkcs8 -topk8 -nocrypt -in KEY -out NEWKEY");
    given.variable("EMBEDDING_TLS_CERTIFICATE", folder.resolve("x.pem").toString());
    assertThatThrownBy(this::tls).hasMessageEndingWith("x.pem holds no PEM certificate");
    given.variable("EMBEDDING_TLS_CERTIFICATE", "/nowhere.pem");
    assertThatThrownBy(this::tls).hasMessage("server.tls.certificate: /nowhere.pem cannot be read");
  }

  @Test
  void the_platform_is_told_of_the_listener_and_its_key() throws Exception {
    assertThat(DomainProperties.of(given.read(), tls()))
        .contains("-Dtkr.embed.tls=false", "-Dtkr.embed.tls.alias=");
    pem(store("b", "EC"), "b");
    given.variable("EMBEDDING_TLS_CERTIFICATE", folder.resolve("b.crt").toString());
    given.variable("EMBEDDING_TLS_KEY", folder.resolve("b.key").toString());
    given.variable("EMBEDDING_TLS_PORT", "8444");
    assertThat(DomainProperties.of(given.read(), tls()))
        .contains(
            "-Dtkr.embed.tls=true", "-Dtkr.embed.tls.port=8444", "-Dtkr.embed.tls.alias=server");
  }

  /** A key store as the JDK's own tool makes it. */
  private Path store(String alias, String algorithm) throws Exception {
    Path store = folder.resolve(alias + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
    return store;
  }

  private void pem(Path file, String alias) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    byte[] key = store.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    given.file(alias + ".crt", block("CERTIFICATE", store.getCertificate(alias).getEncoded()));
    given.file(alias + ".key", block("PRIVATE KEY", key));
  }

  private static String block(String kind, byte[] der) {
    String text = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
