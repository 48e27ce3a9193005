package com.tkr.embed.rest.filter;

import static com.tkr.embed.config.settings.Audience.ADMINISTRATORS;
import static com.tkr.embed.config.settings.Audience.EVERYONE;
import static com.tkr.embed.config.settings.Audience.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.Audience;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformPathsTest {
  private final PlatformPaths paths = new PlatformPaths(ADMINISTRATORS, NOBODY, EVERYONE);

  @ParameterizedTest
  @CsvSource({
    "'',/embed/text,EVERYONE",
    "/health,/health,EVERYONE",
    "/health,/health/live,EVERYONE",
    "/health,/health/,NOBODY",
    "/health,/health/nope,NOBODY",
    "/metrics,/metrics,ADMINISTRATORS",
    "/metrics,/metrics/anything,ADMINISTRATORS",
    "/openapi,/openapi,NOBODY",
    "/docs,/docs/,NOBODY",
    "'',/,EVERYONE",
    "/console,/console,EVERYONE",
    "/console,/console/main.js,EVERYONE",
    "/console,/console/index.html,NOBODY",
    "/error,/error,NOBODY",
    "/unheard-of,/unheard-of,NOBODY"
  })
  void what_stands_in_no_row_is_closed(String servlet, String path, Audience audience) {
    assertThat(paths.audience(servlet, path)).isEqualTo(audience);
  }

  @ParameterizedTest
  @CsvSource({"'',/", "/console,/console", "/console,/console/main.js"})
  void a_console_that_is_switched_off_is_not_there(String servlet, String path) {
    PlatformPaths without = new PlatformPaths(ADMINISTRATORS, EVERYONE, NOBODY);
    assertThat(without.audience(servlet, path)).isEqualTo(NOBODY);
  }
}
