package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.model.hub.Fault;
import com.tkr.embed.model.hub.StandInHub;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A model that is a name: fetched by the first start, with a cut in the middle, and only by it. */
class FetchedModelIT {
  private static final Path DEMONSTRATION = Path.of("src/main/resources/demonstration");
  private static final String WEIGHTS = "model.safetensors";

  private static final int HELD_AT = 200_000;

  @Test
  void an_empty_cache_is_filled_and_used_from_then_on() throws Exception {
    try (StandInHub hub = new StandInHub()) {
      for (String file :
          List.of("config.json", "embedding_profile.json", WEIGHTS, "tokenizer.json")) {
        hub.file(file, Files.readAllBytes(DEMONSTRATION.resolve(file)));
      }
      CountDownLatch seen = new CountDownLatch(1);
      // of what a cut connection has sent, not all need have come
      hub.fault(WEIGHTS, Fault.cut(100_000), Fault.held(HELD_AT, seen));
      try (Server server = Server.start("fetched", environment(hub), "/health/live")) {
        Http http = new Http(server);
        JsonNode fetching = await(http, body -> body.path("bytes").asLong() >= HELD_AT);
        assertThat(fetching.path("status").textValue()).isEqualTo("loading");
        assertThat(fetching.path("stage").textValue()).isEqualTo("downloading");
        assertThat(fetching.path("total_bytes").asLong())
            .isGreaterThan(fetching.path("bytes").asLong());
        assertTold(http);
        seen.countDown();
        assertServed(http);
      }
      hub.forgetRequests();
      try (Server server = Server.restart("fetched", environment(hub), "/health/live")) {
        assertServed(new Http(server));
      }
      assertThat(hub.requests()).isEmpty();
    }
  }

  private static Map<String, String> environment(StandInHub hub) {
    return Map.of(
        "EMBEDDING_MODEL_PATH",
        StandInHub.REPOSITORY,
        "EMBEDDING_ENV",
        "testing",
        "HF_ENDPOINT",
        hub.endpoint().toString(),
        "HF_HUB_OFFLINE",
        "0");
  }

  /** When to come again: the same in the header and in the body, by what was measured. */
  private static void assertTold(Http http) {
    HttpResponse<byte[]> refused = http.postJson("/embed/text", "{\"texts\":[\"a\"]}");
    String message = ErrorBody.of(refused, 503, "MODEL_NOT_READY");
    String seconds = refused.headers().firstValue("Retry-After").orElseThrow();
    assertThat(Long.parseLong(seconds)).isBetween(1L, 600L);
    assertThat(message).contains("Try again in " + seconds + " s");
    JsonNode details = Http.json(refused).get("error").get("details");
    assertThat(details.get("retry_after_seconds").asText()).isEqualTo(seconds);
  }

  private static void assertServed(Http http) throws IOException {
    JsonNode ready = await(http, body -> !body.path("status").textValue().equals("loading"));
    assertThat(ready.path("status").textValue()).as("%s", ready).isEqualTo("healthy");
    assertThat(ready.path("model").textValue()).isEqualTo("Some-Model-7B");
    assertThat(http.postJson("/embed/text", "{\"texts\":[\"a\"]}").statusCode()).isEqualTo(200);
  }

  private static JsonNode await(Http http, Predicate<JsonNode> enough) {
    AtomicReference<JsonNode> body = new AtomicReference<>();
    Waiting.until(
        () -> {
          body.set(Http.json(http.get("/health")));
          return enough.test(body.get());
        });
    return body.get();
  }
}
