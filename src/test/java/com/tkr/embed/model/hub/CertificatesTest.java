package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A hub whose certificate is not trusted is told as that, and at once. */
class CertificatesTest {
  private static final char[] PASSWORD = "changeit-in-tests".toCharArray();

  @TempDir Path temporary;

  @Test
  void anAuthorityThatNobodyKnowsIsTold() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate()));
    server.start();
    try (HubFixture model = new HubFixture(temporary.resolve("hub"))) {
      model.endpoint = URI.create("https://localhost:" + server.getAddress().getPort());
      assertThatThrownBy(model::fetch)
          .isInstanceOfSatisfying(
              DownloadFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
          .hasMessageContaining("its certificate is of an authority that Java does not trust")
          .hasMessageContaining("javax.net.ssl.trustStore");
      assertThat(model.pauses).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @MethodSource
  void whatIsWrongWithItIsTold(CertificateException cause, String words) {
    HubAccess access =
        HubFixture.direct(URI.create("https://hub.example"), Optional.empty(), false);
    Throwable handshake = new SSLHandshakeException("x").initCause(cause);
    assertThat(ConnectionFailure.of(access, access.endpoint(), handshake).failure())
        .isInstanceOf(DownloadFailed.class)
        .hasMessageContaining("https://hub.example (HF_ENDPOINT): its certificate " + words);
  }

  @Test
  void whoeverSpeaksNoTlsIsAskedAgain() {
    HubAccess access =
        HubFixture.direct(URI.create("https://hub.example"), Optional.empty(), false);
    assertThat(
            ConnectionFailure.of(access, access.endpoint(), new SSLHandshakeException("x"))
                .failure())
        .isInstanceOf(TransientFailure.class)
        .hasMessageEndingWith("is this an https address?");
  }

  static Stream<Arguments> whatIsWrongWithItIsTold() {
    return Stream.of(
        Arguments.of(new CertificateExpiredException(), "has expired, or this machine's clock"),
        Arguments.of(new CertificateNotYetValidException(), "is not valid yet, or this machine's"),
        Arguments.of(new CertificateException("No name"), "is another host's"));
  }

  private SSLContext certificate() throws Exception {
    Path store = temporary.resolve("store.p12");
    String password = new String(PASSWORD);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hub",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                password)
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    return context(store);
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
