package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class DocsIT {
  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final Http http;

  DocsIT(Http http) {
    this.http = http;
  }

  @Test
  void the_way_to_the_docs_is_relative_to_this_server() {
    HttpResponse<byte[]> response = http.get("/docs");
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).contains("/docs/");
  }

  @Test
  void every_asset_of_the_page_is_served_here() {
    List<String> assets =
        ASSET.matcher(text("/docs/")).results().map(result -> result.group(1)).toList();
    assertThat(assets).contains("swagger-ui.css", "swagger-ui-bundle.js", "swagger-initializer.js");
    for (String asset : assets) {
      assertThat(asset).doesNotContain(":").doesNotStartWith("//");
      assertThat(http.get("/docs/" + asset).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void assets_have_the_types_that_browsers_ask_for() {
    assertThat(type("/docs/")).startsWith("text/html");
    assertThat(type("/docs/swagger-ui.css")).startsWith("text/css");
    assertThat(type("/docs/swagger-initializer.js")).contains("javascript");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/",
        "/docs/index.html",
        "/docs/swagger-ui.css",
        "/docs/swagger-ui-bundle.js",
        "/docs/swagger-initializer.js"
      })
  void texts_are_utf_8(String path) {
    assertThat(type(path)).containsIgnoringCase("charset=utf-8");
  }

  @Test
  void pictures_have_no_charset() {
    assertThat(type("/docs/favicon-32x32.png")).isEqualTo("image/png");
  }

  @Test
  void an_unchanged_asset_is_not_sent_again() {
    HttpResponse<byte[]> first = http.get("/docs/swagger-ui-bundle.js");
    String etag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> second =
        http.send(http.request("/docs/swagger-ui-bundle.js").header("If-None-Match", etag));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @Test
  void the_page_and_its_initializer_name_no_other_host_and_forbid_them() {
    String page = text("/docs/");
    assertThat(page).doesNotContain("http://", "https://").contains("default-src 'self'");
    assertThat(text("/docs/swagger-initializer.js"))
        .doesNotContain("http://", "https://")
        .contains("url: \"../openapi\"", "validatorUrl: null");
  }

  private String type(String path) {
    return http.get(path).headers().firstValue("Content-Type").orElseThrow();
  }

  private String text(String path) {
    HttpResponse<byte[]> response = http.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
