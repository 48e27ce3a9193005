package com.tkr.embed.rest.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private final Routes routes = new Routes();

  @BeforeEach
  void add_some() {
    routes.add("/embed/text", "POST");
    routes.add("/keys/{id}", "GET");
    routes.add("/keys/{id}", "DELETE");
    routes.add("/keys/{id}/rotate", "POST");
  }

  @ParameterizedTest
  @CsvSource({
    "/embed/text,/embed/text",
    "/embed/text/,other",
    "/keys/secret,/keys/{id}",
    "/keys/secret/rotate,/keys/{id}/rotate",
    "/keys/,other",
    "/keys,other",
    "/keys/a/b,other",
    "/docs/x.css,/docs/{file}",
    "/,/",
    "/console/main.js,/console/{file}",
    "/console/pages/map.js,/console/{folder}/{file}",
    "/console/lib/hyparquet/read.js,/console/{folder}/{library}/{file}",
    "/console/a/b/c/d,other",
    "/health/ready,/health/ready",
    "/../etc,other"
  })
  void a_path_is_told_by_its_template_alone(String path, String template) {
    assertThat(routes.template(path)).isEqualTo(template);
  }

  @Test
  void a_path_takes_the_methods_of_its_routes() {
    assertThat(routes.methods("/keys/a")).containsExactly("DELETE", "GET", "HEAD", "OPTIONS");
    assertThat(routes.methods("/embed/text")).containsExactly("OPTIONS", "POST");
    assertThat(routes.methods("/nope")).isEmpty();
  }
}
