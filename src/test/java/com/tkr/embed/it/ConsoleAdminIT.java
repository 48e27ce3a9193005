package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The console's pages for administrators, on a server that requires keys. */
@ExtendWith(KeyedServer.class)
@ResourceLock(KeyedServer.LOCK)
class ConsoleAdminIT {
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
      open(page, "Overview");
      page.getByText("This page is for administrators").waitFor();
      browser.inspect("overview-shut");
      signIn(page);
      page.locator(".chart canvas").nth(5).waitFor();
      embedWith(KeyedServer.MASTER_KEY);
      assertThat(page.locator(".facts").textContent()).contains("tkr-embed-demo", "tokens/s");
      browser.inspect("overview");
    }
  }

  @Test
  void nothing_is_asked_while_the_page_is_hidden() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      open(page, "Overview");
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
      open(page, "Keys");
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
  void they_fit_a_phone() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.phone())) {
      Page page = browser.page();
      open(page, "Overview");
      signIn(page);
      page.locator(".chart canvas").first().waitFor();
      browser.inspect("overview-phone");
      open(page, "Keys");
      page.locator(".page-head .primary").waitFor();
      browser.inspect("keys-phone");
    }
  }

  /** The secret that is shown once; its dialog is closed. */
  private static String secret(Page page) {
    Locator shown = page.locator("dialog[open] .secret");
    shown.waitFor();
    String key = shown.textContent();
    page.getByText("I have it").click();
    shown.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    return key;
  }

  private static void action(Page page, String name) {
    page.getByLabel(name, new Page.GetByLabelOptions().setExact(true)).click();
  }

  private static void open(Page page, String name) {
    page.locator(".nav").getByText(name).click();
    page.locator("h1").getByText(name).waitFor();
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
