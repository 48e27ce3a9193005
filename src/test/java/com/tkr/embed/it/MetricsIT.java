package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the server counts, as Prometheus, the dashboard and /admin/stats see it. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class MetricsIT {
  private static final Pattern NAME = Pattern.compile("\\btkr_[a-z_]+");
  private static final Pattern ITEMS =
      Pattern.compile("tkr_items_total\\{[^}]*modality=\"(\\w+)\"[^}]*} (\\S+)");
  private static final String TEXT = "{\"texts\":[\"counted\",\"counted twice\"]}";

  private final Http http;

  MetricsIT(Http http) {
    this.http = http;
  }

  @Test
  void everything_that_the_dashboard_draws_is_there() throws IOException {
    http.postJson("/embed/text", "{\"texts\":[]}");
    http.postJson("/embed/text", TEXT);
    Set<String> drawn = names(Files.readString(Path.of("payara-config", "grafana-dashboard.json")));
    assertThat(drawn).hasSizeGreaterThan(10);
    drawn.remove("tkr_refusals_total");
    assertThat(names(metrics())).containsAll(drawn);
  }

  @Test
  void answers_say_what_the_cache_had_and_stats_count_it() {
    http.postJson("/embed/text", TEXT);
    JsonNode before = stats();
    HttpResponse<byte[]> answer = http.postJson("/embed/text", TEXT);
    JsonNode after = stats();
    assertThat(answer.headers().firstValue("X-Cache")).contains("hits=2, misses=0");
    assertThat(after.get("hits").longValue() - before.get("hits").longValue()).isEqualTo(2);
    assertThat(after.get("entries").longValue()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void labels_are_bounded() {
    http.get("/no/such/path/1");
    http.get("/no/such/path/2");
    assertThat(metrics())
        .contains("route=\"other\",status=\"404\"")
        .doesNotContain("/no/such/path");
  }

  @Test
  void items_are_counted_by_modality() {
    Map<String, Long> before = items();
    byte[] circle = Samples.of("red_circle");
    http.postJson("/embed/text", TEXT);
    http.post("/embed/multimodal", new Form().field("text", "alone"));
    http.post(
        "/embed/image", new Form().file("file", circle).file("file", circle).file("file", circle));
    http.post("/embed/multimodal", new Form().file("image", circle).field("text", "beside it"));
    Map<String, Long> after = items();
    before.forEach((modality, count) -> after.merge(modality, -count, Long::sum));
    assertThat(after).containsOnly(entry("text", 3L), entry("image", 3L), entry("multimodal", 1L));
  }

  /** Inputs counted so far, by modality. */
  private Map<String, Long> items() {
    return ITEMS
        .matcher(metrics())
        .results()
        .collect(
            Collectors.toMap(
                line -> line.group(1), line -> (long) Double.parseDouble(line.group(2))));
  }

  private JsonNode stats() {
    return Http.json(http.get("/admin/stats")).get("cache_stats");
  }

  private String metrics() {
    return new String(http.get("/metrics").body(), StandardCharsets.UTF_8);
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
