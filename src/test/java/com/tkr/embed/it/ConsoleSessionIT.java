package com.tkr.embed.it;

import static com.tkr.embed.it.ConsoleBrowser.add;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.tkr.embed.security.apikey.Permission;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The console with tokens, with a key's limits, and while its server is stopped and started. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleSessionIT {
  private static final Tokens TOKENS = new Tokens();
  private static final String LIMITED =
      "{\"name\":\"limited\",\"permissions\":[\"*\"],\"limits\":{\"requests_per_minute\":2}}";

  private static Server server;

  @BeforeAll
  static void start() throws IOException {
    Path folder = Server.prepare("console-session");
    Path pem = Files.writeString(folder.resolve("issuer.pem"), TOKENS.pem());
    Map<String, String> environment = new HashMap<>(KeyedServer.ENVIRONMENT);
    environment.put("EMBEDDING_RATE_LIMIT_ENABLED", "true");
    environment.put("MP_JWT_VERIFY_ISSUER", Tokens.ISSUER);
    environment.put("MP_JWT_VERIFY_AUDIENCES", Tokens.AUDIENCE);
    environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", pem.toUri().toString());
    server = Server.restart("console-session", environment, "/health/ready");
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @Test
  @Order(1)
  void a_token_signs_in_and_one_that_expired_does_not() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.open("Overview");
      page.locator(".top").getByText("Sign in").click();
      present(page, TOKENS.of("jwt_expired", Permission.ADMIN));
      page.getByText("The server does not know this key or token.").waitFor();
      String token = TOKENS.of("jwt_good", Permission.ADMIN);
      present(page, token);
      page.locator(".facts").waitFor();
      assertThat(page.content()).doesNotContain(token);
      assertThat(page.evaluate("() => JSON.stringify([localStorage, sessionStorage])").toString())
          .doesNotContain(token);
      page.getByText("Sign out").click();
      page.getByText("This page is for administrators").waitFor();
    }
  }

  @Test
  @Order(2)
  void a_keys_limit_is_told_with_the_time_left() {
    String key = key(LIMITED);
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      signIn(page, key);
      page.getByText("Show me the sample set").click();
      page.getByText("Too many requests.").waitFor();
      String told = page.locator(".notice.warn").last().textContent();
      // the minute has a slot of half a second more, see SlidingWindow
      assertThat(Integer.parseInt(told.replaceAll("(?s).* in (\\d+) s.*", "$1"))).isBetween(1, 61);
      browser.inspect("limited");
    }
  }

  @Test
  @Order(2)
  void what_a_key_was_refused_is_gone_with_it() {
    String key = key("{\"name\": \"texts\", \"permissions\": [\"embed:text\"]}");
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      signIn(page, key);
      page.getByText("Show me the sample set").click();
      page.getByText("Your key may not do this.").waitFor();
      page.getByText("Sign out").click();
      page.getByText("This server wants a key.").waitFor();
      assertThat(page.getByText("Your key may not do this.").count()).isZero();
    }
  }

  @Test
  @Order(3)
  void a_server_that_is_stopped_is_missed_and_what_waited_goes_on_when_it_is_back()
      throws Exception {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      signIn(page, KeyedServer.MASTER_KEY);
      page.locator(".dialog[open]")
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      add(page, "a red circle");
      add(page, "a blue square");
      page.locator(".heat tbody tr").nth(1).waitFor();
      server.close();
      add(page, "a red disc");
      page.getByText("The server does not answer.").waitFor();
      PlaywrightAssertions.assertThat(page.locator(".item-row")).hasCount(3);
      assertThat(page.locator(".heat tbody tr").count()).isEqualTo(2);
      browser.inspect("stopped");
      server = server.again("/health/ready");
      page.getByText("The server is back.").waitFor();
      page.locator(".heat tbody tr").nth(2).waitFor();
      browser.inspect("started-again");
      assertThat(page.locator(".item-row").allTextContents())
          .containsExactly("a red circle", "a blue square", "a red disc");
      browser.open("Overview");
      page.locator(".facts").waitFor();
    }
  }

  private static String key(String fields) {
    Http http = new Http(server);
    HttpRequest.Builder create =
        http.json("/admin/api-keys", fields).header("X-API-Key", KeyedServer.MASTER_KEY);
    return Http.json(http.send(create)).path("api_key").textValue();
  }

  private static void signIn(Page page, String key) {
    page.locator(".top").getByText("Sign in").click();
    present(page, key);
    page.getByText("Sign out").waitFor();
  }

  private static void present(Page page, String credential) {
    page.locator(".dialog[open] input").fill(credential);
    page.keyboard().press("Enter");
  }
}
