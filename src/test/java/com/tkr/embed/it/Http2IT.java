package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 where it is switched on. */
@ExtendWith(StandInServer.class)
@ResourceLock(StandInServer.LOCK)
class Http2IT {
  Http2IT(Server server) {
    assertThat(server.port()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20_000})
  void a_body_is_read_whole(int numbers) throws Exception {
    String vectors = "[[" + "0,".repeat(numbers) + "1]]";
    String body = "{\"query_embeddings\":" + vectors + ",\"candidate_embeddings\":" + vectors + "}";
    for (boolean asks : new boolean[] {false, true}) {
      HttpResponse<String> answer =
          new EagerClient(StandInServer.TLS)
              .post("similarity", BodyPublishers.ofString(body), asks);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).contains("\"similarities\":[[1");
    }
  }
}
