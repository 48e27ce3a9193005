package com.tkr.embed.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.SSLContext;

/**
 * Java's own client as it comes: it asks for HTTP/2 before anything else (by {@code Upgrade}, or by
 * ALPN), and sends its whole body before it looks at an answer that refuses it.
 */
final class EagerClient {
  private static final int MIB = 1 << 20;

  private final HttpClient client;
  private final URI base;

  /** One that asks by {@code Upgrade}. */
  EagerClient(Server server) {
    client = HttpClient.newHttpClient();
    base = server.uri("/");
  }

  /** One that asks by ALPN. */
  EagerClient(ServerTls tls) throws Exception {
    SSLContext trusting = tls.trusting();
    client = HttpClient.newBuilder().sslContext(trusting).build();
    base = URI.create("https://localhost:" + tls.port() + "/");
  }

  /** A JSON body of so many MiB of white space, sent with its length or, without, in chunks. */
  static BodyPublisher spaces(int mib, boolean length) {
    byte[] some = new byte[MIB];
    Arrays.fill(some, (byte) ' ');
    Iterable<byte[]> all = () -> Collections.nCopies(mib, some).iterator();
    return length
        ? BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(all), (long) mib * MIB)
        : BodyPublishers.ofByteArrays(all);
  }

  /**
   * Posts JSON.
   *
   * @param asks whether the client asks first ({@code Expect: 100-continue})
   */
  HttpResponse<String> post(String path, BodyPublisher body, boolean asks)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .expectContinue(asks)
            .header("Content-Type", "application/json")
            .POST(body);
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
