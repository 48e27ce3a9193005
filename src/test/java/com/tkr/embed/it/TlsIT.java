package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's own TLS. */
@ExtendWith(EdgeServer.class)
@ResourceLock(EdgeServer.LOCK)
class TlsIT {
  private static final int HANDSHAKE = 0x16;
  private static final byte[] CIPHERS = {
    (byte) 0xc0, 0x2f, (byte) 0xc0, 0x30, (byte) 0xc0, 0x13, (byte) 0xc0, 0x14, 0, 0x2f, 0, 0x35
  };

  /**
   * Groups (P-256, X25519), point format and signatures (RSA with SHA-256), without which none
   * fits.
   */
  private static final byte[] EXTENSIONS = {
    0, 10, 0, 6, 0, 4, 0, 0x17, 0, 0x1d, //
    0, 11, 0, 2, 1, 0, //
    0, 13, 0, 6, 0, 4, 4, 1, 8, 4
  };

  private static final String SMALL =
      "{\"query_embeddings\":[[1,0]],\"candidate_embeddings\":[[1,0]]}";

  TlsIT(Server server) {
    assertThat(server.port()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void what_came_by_tls_is_secure_and_told_to_stay_so(String version) throws Exception {
    SSLContext context = EdgeServer.TLS.trusting();
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {version});
    HttpClient client =
        HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
    URI uri = URI.create("https://localhost:" + EdgeServer.TLS.port() + "/info");
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo(version);
    assertThat(response.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_client_that_asks_for_http_2_is_answered(boolean asks) throws Exception {
    EagerClient client = new EagerClient(EdgeServer.TLS);
    HttpResponse<String> answer = client.post("similarity", BodyPublishers.ofString(SMALL), asks);
    assertThat(answer.body()).contains("\"similarities\":[[1");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @ParameterizedTest
  @CsvSource({"true,false", "false,false", "true,true"})
  void who_uploads_too_much_first_hears_so(boolean length, boolean asks) throws Exception {
    EagerClient client = new EagerClient(EdgeServer.TLS);
    HttpResponse<String> answer = client.post("similarity", EagerClient.spaces(80, length), asks);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void a_refusal_of_the_listener_has_a_body_by_tls_too() throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            EdgeServer.TLS
                .trusting()
                .getSocketFactory()
                .createSocket("localhost", EdgeServer.TLS.port())) {
      socket
          .getOutputStream()
          .write("hello world HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(new String(answer, StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .contains("\"error_id\":\"");
    }
  }

  /** It goes on with the handshake, or sends an alert or nothing. */
  @ParameterizedTest
  @CsvSource({"3,true", "2,false", "1,false"})
  void versions_before_1_2_are_refused(int minor, boolean goesOn) throws IOException {
    assertThat(firstByte(hello((byte) minor)) == HANDSHAKE).isEqualTo(goesOn);
  }

  private static int firstByte(byte[] hello) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", EdgeServer.TLS.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(hello);
      InputStream in = socket.getInputStream();
      return in.read();
    }
  }

  /** A ClientHello of the version 3.minor that says nothing beyond what it must. */
  private static byte[] hello(byte minor) {
    int body = 2 + 32 + 1 + 2 + CIPHERS.length + 2 + 2 + EXTENSIONS.length;
    ByteBuffer hello = ByteBuffer.allocate(5 + 4 + body);
    hello.put((byte) 0x16).put((byte) 3).put((byte) 1).putShort((short) (4 + body));
    hello.put((byte) 1).put((byte) 0).putShort((short) body);
    hello.put((byte) 3).put(minor).put(new byte[32]).put((byte) 0);
    hello.putShort((short) CIPHERS.length).put(CIPHERS).put((byte) 1).put((byte) 0);
    hello.putShort((short) EXTENSIONS.length).put(EXTENSIONS);
    return hello.array();
  }
}
