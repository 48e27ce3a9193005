package com.tkr.embed.it;

import static com.tkr.embed.it.ConsoleBrowser.add;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the console shows while something is not as usual, on a server that requires keys. */
@ExtendWith(KeyedServer.class)
@ResourceLock(KeyedServer.LOCK)
class ConsoleStatesIT {
  private static final String HEALTH = "**/health";
  private static final String KEY = "{\"name\":\"to-be-revoked\",\"permissions\":[\"*\"]}";

  private final Server server;

  ConsoleStatesIT(Server server) {
    this.server = server;
  }

  @Test
  void a_key_is_asked_for_tried_and_kept_in_memory_alone() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.getByText("Show me the sample set").click();
      page.getByText("This server wants a key.").waitFor();
      browser.inspect("no-key");
      page.locator(".notice .button").click();
      signIn(page, "not-a-key-of-this-server");
      page.getByText("The server does not know this key or token.").waitFor();
      browser.inspect("wrong-key");
      signIn(page, KeyedServer.MASTER_KEY);
      page.getByText("Sign out").waitFor();
      page.locator(".heat tbody tr").nth(17).waitFor();
      assertThat(
              page.evaluate(
                  "() => JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, document.body.innerText])"))
          .asString()
          .doesNotContain(KeyedServer.MASTER_KEY);
      assertThat(browser.requests()).noneMatch(url -> url.contains(KeyedServer.MASTER_KEY));
      page.getByText("Python").click();
      assertThat(page.locator(".code").textContent()).contains("os.environ[\"TKR_EMBED_KEY\"]");
    }
  }

  @Test
  void a_refusal_for_now_tells_the_time_left_and_goes_on_by_itself() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.locator(".top").getByText("Sign in").click();
      signIn(page, KeyedServer.MASTER_KEY);
      page.getByText("Sign out").waitFor();
      page.route(
          "**/embed/text",
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(429)
                      .setHeaders(Map.of("Retry-After", "2"))
                      .setBody("{}")),
          new Page.RouteOptions().setTimes(1));
      page.getByText("Show me the sample set").click();
      page.getByText("Too many requests.").waitFor();
      browser.inspect("rate-limited");
      page.locator(".heat tbody tr").nth(17).waitFor();
      assertThat(page.getByText("Too many requests.").count()).isZero();
    }
  }

  @Test
  void a_key_that_is_revoked_under_the_page_is_asked_for_again() {
    Http http = new Http(server);
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      JsonNode created = Http.json(http.send(master(http.json("/admin/api-keys", KEY))));
      page.locator(".top").getByText("Sign in").click();
      signIn(page, created.path("api_key").textValue());
      signedIn(page);
      add(page, "a red circle");
      add(page, "a blue square");
      page.locator(".heat tbody tr").nth(1).waitFor();
      String revoked = "/admin/api-keys/" + created.path("id").textValue();
      http.send(master(http.request(revoked).DELETE()));
      add(page, "a red disc of the revoked");
      page.getByText("Your key or token does not hold any more.").waitFor();
      browser.inspect("revoked");
      page.locator(".notice .button").click();
      signIn(page, KeyedServer.MASTER_KEY);
      page.locator("dialog[open]").waitFor(detached());
      page.locator(".heat tbody tr").nth(2).waitFor();
    }
  }

  @Test
  void a_load_shows_how_far_it_is_and_a_failure_why() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.route(
          HEALTH,
          route ->
              answer(
                  route,
                  "{'status':'loading','stage':'downloading','progress':0.25,'seconds_left':90,"
                      + "'bytes':4000000000,'total_bytes':16000000000,'model':'ops-7b'}"));
      page.getByText("4.00 GB of 16.00 GB").waitFor();
      browser.inspect("loading");
      page.unroute(HEALTH);
      page.route(
          HEALTH,
          route -> answer(route, "{'status':'unhealthy','reason':'config.json is missing'}"));
      page.getByText("config.json is missing").waitFor();
      browser.inspect("not-ready");
    }
  }

  @Test
  void a_server_that_is_gone_is_missed_and_noticed_when_it_is_back() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.route(HEALTH, Route::abort);
      page.getByText("The server does not answer.").waitFor();
      browser.inspect("gone");
      page.unroute(HEALTH);
      page.getByText("The server is back.").waitFor();
    }
  }

  private static void answer(Route route, String body) {
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("application/json")
            .setBody(body.replace('\'', '"')));
  }

  private static void signedIn(Page page) {
    page.getByText("Sign out").waitFor();
    page.locator("dialog[open]").waitFor(detached());
  }

  private static Locator.WaitForOptions detached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }

  private static HttpRequest.Builder master(HttpRequest.Builder request) {
    return request.header("X-API-Key", KeyedServer.MASTER_KEY);
  }

  private static void signIn(Page page, String key) {
    page.locator(".dialog input").fill(key);
    page.keyboard().press("Enter");
  }
}
