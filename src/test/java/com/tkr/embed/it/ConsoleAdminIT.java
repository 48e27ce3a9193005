package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The console's pages for administrators, on a server that requires keys. */
@ExtendWith(KeyedServer.class)
@ResourceLock(KeyedServer.LOCK)
class ConsoleAdminIT {
  private static final String NEW_KEY =
      "{\"name\": \"reporting job\", \"permissions\": [\"embed:text\"]}";

  private final Server server;
  private final Http http;

  ConsoleAdminIT(Server server, Http http) {
    this.server = server;
    this.http = http;
  }

  @Test
  void the_overview_is_for_administrators_and_shows_the_load_live() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.open("Overview");
      page.getByText("This page is for administrators").waitFor();
      browser.inspect("overview-shut");
      signIn(page);
      page.locator(".chart canvas").nth(5).waitFor();
      embedWith(KeyedServer.MASTER_KEY);
      page.locator(".chart-now strong").first().getByText(Pattern.compile("[0-9]")).waitFor();
      assertThat(page.locator(".facts").textContent()).contains("tkr-embed-demo", "tokens/s");
      browser.inspect("overview");
    }
  }

  @Test
  void nothing_is_asked_while_the_page_is_hidden() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.open("Overview");
      signIn(page);
      page.locator(".chart canvas").first().waitFor();
      page.evaluate(
          "() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
              + " document.dispatchEvent(new Event('visibilitychange')); }");
      page.waitForTimeout(2500);
      int asked = browser.requests().size();
      page.waitForTimeout(6000);
      assertThat(browser.requests()).hasSize(asked);
    }
  }

  @Test
  void a_key_is_created_used_rotated_and_revoked() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.open("Keys");
      signIn(page);
      page.locator(".page-head .primary").click();
      browser.inspect("key-create");
      page.locator("dialog[open] input[name=name]").fill("made-in-the-console");
      page.locator("dialog[open] button[type=submit]").click();
      String key = secret(page);
      assertThat(embedWith(key)).isEqualTo(200);
      browser.inspect("keys");
      action(page, "Rotate made-in-the-console");
      page.locator("dialog[open] input[name=hours]").fill("0");
      page.locator("dialog[open] button[type=submit]").click();
      String rotated = secret(page);
      assertThat(embedWith(rotated)).isEqualTo(200);
      assertThat(embedWith(key)).isEqualTo(401);
      action(page, "Revoke made-in-the-console");
      browser.inspect("key-revoke");
      page.locator("dialog[open] button[type=submit]").click();
      page.locator("tr", new Page.LocatorOptions().setHasText("made-in-the-console"))
          .locator(".badge.revoked")
          .first()
          .waitFor();
      assertThat(embedWith(rotated)).isEqualTo(401);
    }
  }

  @Test
  void a_key_is_changed_at_once_and_its_requests_are_shown_by_hour() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.open("Keys");
      signIn(page);
      page.locator(".page-head .primary").click();
      page.locator("dialog[open] input[name=name]").fill("to-be-changed");
      page.locator("dialog[open] button[type=submit]").click();
      String key = secret(page);
      assertThat(embedWith(key)).isEqualTo(200);
      action(page, "Requests of to-be-changed by hour");
      page.locator(".bars rect:not(.none)").first().waitFor();
      browser.inspect("key-usage");
      page.locator("dialog[open]").getByText("Close").click();
      action(page, "Change to-be-changed");
      browser.inspect("key-change");
      page.locator("dialog[open] input[name=name]").fill("changed");
      page.locator("dialog[open] input[value='embed:text']").uncheck();
      page.locator("dialog[open] input[name=days]").fill("30");
      page.locator("dialog[open] input[name=requests_per_minute]").fill("5");
      page.locator("dialog[open] button[type=submit]").click();
      Locator row = page.locator("tr", hasText(key.substring(key.length() - 4)));
      row.getByText("changed", new Locator.GetByTextOptions().setExact(true)).waitFor();
      assertThat(row.textContent()).doesNotContain("Texts").doesNotContain("never");
      assertThat(embedWith(key)).isEqualTo(403);
      action(page, "Change changed");
      assertThat(page.locator("dialog[open] input[name=requests_per_minute]").inputValue())
          .isEqualTo("5");
    }
  }

  @Test
  void the_configuration_says_what_holds_and_where_it_comes_from_and_no_secret() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.open("Configuration");
      signIn(page);
      page.locator(".setting").first().waitFor();
      page.getByLabel("Find a setting").fill("security.api_key");
      Locator secret = setting(page, "security.api_key");
      assertThat(secret.textContent()).contains("set, and not shown here", "EMBEDDING_API_KEY");
      page.getByLabel("Find a setting").fill("");
      page.getByText("set by you").click();
      assertThat(setting(page, "model.model_path").textContent())
          .contains("demo", "a restart, or Serve");
      assertThat(page.locator(".setting").count()).isBetween(3, 30);
      browser.inspect("configuration");
      assertThat(page.content()).doesNotContain(KeyedServer.MASTER_KEY);
    }
  }

  @Test
  void the_log_is_followed_and_narrowed_down() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.open("Log");
      signIn(page);
      page.locator(".log tbody tr").first().waitFor();
      embedWith("not-a-key");
      page.locator(".log tr", hasText("/embed/text")).locator(".warned").first().waitFor();
      embedWith(KeyedServer.MASTER_KEY);
      page.locator(".log tr", hasText("/embed/text")).locator(".valid").first().waitFor();
      browser.inspect("log");
      page.getByText("Following").click();
      page.locator(".segments").getByText("failures").click();
      page.getByLabel("Find lines").fill("/embed/text");
      assertThat(page.locator(".log .valid").count()).isZero();
      assertThat(page.locator(".log .warned").count()).isPositive();
      int asked = browser.requests().size();
      page.waitForTimeout(4500);
      assertThat(browser.requests().stream().skip(asked)).noneMatch(url -> url.contains("logs"));
      assertThat(page.content()).doesNotContain(KeyedServer.MASTER_KEY, "not-a-key");
    }
  }

  @Test
  void the_log_calls_keys_by_their_names_after_they_were_revoked_too() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.open("Log");
      signIn(page);
      page.locator(".log tbody tr").first().waitFor();
      JsonNode made = Http.json(http.send(asMaster(NEW_KEY)));
      String key = made.get("api_key").textValue();
      assertThat(embedWith(key)).isEqualTo(200);
      http.send(
          http.request("/admin/api-keys/" + made.get("id").textValue())
              .header("X-API-Key", KeyedServer.MASTER_KEY)
              .DELETE());
      assertThat(embedWith(key)).isEqualTo(401);
      Locator named = page.locator(".log tr", hasText("reporting job"));
      named.filter(withText("/embed/text")).locator(".valid").first().waitFor();
      named.filter(withText("key.revoke")).first().waitFor();
      named.filter(withText("access.denied")).first().waitFor();
      assertThat(named.first().textContent()).contains(made.get("id").textValue());
      page.getByLabel("Find lines").fill("Reporting job");
      assertThat(page.locator(".log tbody tr").count()).isEqualTo(named.count());
      browser.inspect("log-names");
    }
  }

  private HttpRequest.Builder asMaster(String newKey) {
    return http.json("/admin/api-keys", newKey).header("X-API-Key", KeyedServer.MASTER_KEY);
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void a_copied_call_reads_the_key_from_its_environment(@TempDir Path folder) {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      signIn(page);
      browser.addSamples();
      String call = page.locator("[aria-labelledby=calls-title] .code").textContent();
      JsonNode answer = new CopiedCall(folder, KeyedServer.MASTER_KEY).curl(call);
      assertThat(answer.get("embeddings").get(0).size()).isEqualTo(192);
      assertThat(new CopiedCall(folder, "wrong").curl(call).has("error")).isTrue();
      browser.open("Keys");
      page.locator(".page-head .primary").waitFor();
      assertThat(page.locator("[aria-labelledby=without-title]").count()).isZero();
    }
  }

  @Test
  void they_fit_a_phone_at_night() {
    try (ConsoleBrowser browser =
        new ConsoleBrowser(server, ConsoleBrowser.phone().setColorScheme(ColorScheme.DARK))) {
      Page page = browser.page();
      browser.open("Overview");
      signIn(page);
      page.locator(".chart canvas").first().waitFor();
      browser.inspect("overview-phone");
      browser.open("Keys");
      page.locator("table.keys, .empty p").first().waitFor();
      browser.inspect("keys-phone");
      browser.open("Configuration");
      page.locator(".setting").first().waitFor();
      browser.inspect("configuration-phone");
      browser.open("Log");
      page.locator(".log tbody tr").first().waitFor();
      browser.inspect("log-phone");
    }
  }

  private static Locator setting(Page page, String path) {
    Locator name =
        page.locator("h3").getByText(path, new Locator.GetByTextOptions().setExact(true));
    return page.locator(".setting").filter(new Locator.FilterOptions().setHas(name));
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  /** The secret that is shown once; its dialog is closed. */
  private static String secret(Page page) {
    Locator shown = page.locator("dialog[open] .secret");
    shown.waitFor();
    String key = shown.textContent();
    page.keyboard().press("Escape");
    page.keyboard().press("Escape");
    assertThat(shown.isVisible()).isTrue();
    page.getByText("I have it").click();
    shown.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    return key;
  }

  private static void action(Page page, String name) {
    page.getByLabel(name, new Page.GetByLabelOptions().setExact(true)).click();
  }

  private static void signIn(Page page) {
    page.locator(".top").getByText("Sign in").click();
    page.locator(".dialog input").first().fill(KeyedServer.MASTER_KEY);
    page.keyboard().press("Enter");
    page.getByText("Sign out").waitFor();
  }

  private int embedWith(String key) {
    HttpRequest.Builder request =
        http.json("/embed/text", "{\"texts\": [\"a red circle\"]}").header("X-API-Key", key);
    return http.send(request).statusCode();
  }
}
