package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform serves beside our resources, and what every answer has. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class PlatformPathsIT {
  private final Http http;

  PlatformPathsIT(Http http) {
    this.http = http;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/nope",
        "/health//",
        "/openapi//",
        "/info//",
        "/health;x/",
        "/error",
        "/application.wadl",
        "/embed/application.wadl",
        "/WEB-INF/web.xml",
        "/WEB-INF/classes/META-INF/microprofile-config.properties",
        "/META-INF/MANIFEST.MF",
        "/docs/%2e%2e/WEB-INF/web.xml",
        "/index.html",
        "/console/index.html",
        "/console/nope.js",
        "/console/%2e%2e/WEB-INF/web.xml",
        "/openapi/ui",
        "/openapi.yaml",
        "/__asadmin/version",
        "/management/domain",
        "/monitoring/domain",
        "/jmx",
        "/jolokia",
        "/metrics/base"
      })
  void what_nobody_is_meant_to_see_is_not_there(String path) {
    ErrorBody.of(http.get(path), 404, "NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({"/metrics", "/openapi", "/health", "/health/ready", "/docs/", "/console/main.js"})
  void what_the_platform_serves_is_only_read(String path) {
    HttpResponse<byte[]> response =
        http.send(http.request(path).POST(BodyPublishers.ofString("x")));
    ErrorBody.of(response, 405, "METHOD_NOT_ALLOWED");
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @ParameterizedTest
  @CsvSource({
    "/embed/text,'OPTIONS, POST'",
    "/info,'GET, HEAD, OPTIONS'",
    "/metrics,'GET, HEAD, OPTIONS'",
    "/docs/swagger-ui.css,'GET, HEAD, OPTIONS'"
  })
  void options_tells_the_methods_of_a_path(String path, String methods) {
    HttpResponse<byte[]> response =
        http.send(http.request(path).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Allow")).contains(methods);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/health/live",
        "/health/ready",
        "/health/started",
        "/metrics",
        "/openapi",
        "/info"
      })
  void a_slash_at_the_end_means_nothing(String path) {
    assertThat(http.get(path).statusCode()).isEqualTo(200);
    assertThat(http.get(path + "/").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> options =
        http.send(http.request(path + "/").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void options_of_nothing_is_404() {
    ErrorBody.of(
        http.send(http.request("/nope").method("OPTIONS", BodyPublishers.noBody())),
        404,
        "NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/info", "/health", "/health/live", "/openapi", "/metrics", "/nope"})
  void nothing_is_kept_framed_or_guessed(String path) {
    HttpResponse<byte[]> response = http.send(http.request(path).header("Origin", "http://x.y"));
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(header(response, "Content-Security-Policy"))
        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    assertThat(response.headers().map().keySet())
        .doesNotContain("server", "x-powered-by", "access-control-allow-origin", "vary");
    assertThat(response.headers().map().keySet()).doesNotContain("strict-transport-security");
  }

  @Test
  void the_page_may_run_its_own_scripts_alone() {
    assertThat(header(http.get("/docs/"), "Content-Security-Policy"))
        .startsWith("default-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("script-src", "unsafe-eval", "http");
  }

  /** What stands between the tags of the page's import map, as a policy names it. */
  private String importMap() {
    String page = new String(http.get("/").body(), StandardCharsets.UTF_8);
    String map = page.replaceAll("(?s).*<script type=\"importmap\">(.*?)</script>.*", "$1");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(map.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/main.js", "/console/style/base.css"})
  void the_console_may_use_what_lies_here_alone(String path) {
    HttpResponse<byte[]> response = http.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self' 'sha256-"
                + importMap()
                + "'; style-src 'self'; img-src 'self' data: blob:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    String etag = header(response, "ETag");
    assertThat(http.send(http.request(path).header("If-None-Match", etag)).statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/main.js", "/docs/swagger-initializer.js"})
  void texts_are_compressed_for_who_takes_that_and_sent_once(String path) throws IOException {
    HttpResponse<byte[]> plain = http.get(path);
    HttpResponse<byte[]> packed = http.send(http.request(path).header("Accept-Encoding", "gzip"));
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain.body());
    for (HttpResponse<byte[]> response : List.of(plain, packed)) {
      assertThat(response.headers().firstValue("Vary")).contains("Accept-Encoding");
      assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
      assertThat(response.headers().allValues("Content-Type"))
          .isEqualTo(plain.headers().allValues("Content-Type"));
    }
    String tag = packed.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again =
        http.send(
            http.request(path).header("Accept-Encoding", "gzip").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(plain.headers().firstValue("ETag").orElse("")).isNotEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console", "/console/"})
  void the_way_to_the_console_is_the_root(String path) {
    HttpResponse<byte[]> response = http.get(path);
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(header(response, "Location")).isEqualTo("/");
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return String.join("|", response.headers().allValues(name));
  }
}
