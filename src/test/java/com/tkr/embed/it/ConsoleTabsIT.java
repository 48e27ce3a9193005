package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The console in two windows of two visitors, and what one does to the other's key. */
@ExtendWith(KeyedServer.class)
@ResourceLock(KeyedServer.LOCK)
class ConsoleTabsIT {
  private static final String KEY = "{\"name\":\"%s\",\"permissions\":[\"*\"]}";

  private final Server server;
  private final Http http;

  ConsoleTabsIT(Server server, Http http) {
    this.server = server;
    this.http = http;
  }

  @Test
  void a_key_that_another_one_rotates_is_asked_for_again_and_the_page_goes_on() {
    try (ConsoleBrowser one = keys(created("rotated-elsewhere"));
        ConsoleBrowser other = keys(KeyedServer.MASTER_KEY)) {
      String secret = rotate(other.page(), "rotated-elsewhere");
      one.page().getByText("Your key or token does not hold any more").waitFor();
      one.inspect("lapsed");
      one.page().getByText("Sign in again").click();
      signIn(one.page(), secret);
      row(one.page(), "rotated-elsewhere").waitFor();
    }
  }

  @Test
  void who_rotates_his_own_key_still_sees_its_secret() {
    try (ConsoleBrowser browser = keys(created("rotates-itself"))) {
      String secret = rotate(browser.page(), "rotates-itself");
      browser.page().getByText("Your key or token does not hold any more").waitFor();
      browser.page().getByText("Sign in again").click();
      signIn(browser.page(), secret);
      row(browser.page(), "rotates-itself").waitFor();
    }
  }

  @Test
  void what_one_does_to_keys_the_other_sees() {
    try (ConsoleBrowser one = keys(KeyedServer.MASTER_KEY);
        ConsoleBrowser other = keys(KeyedServer.MASTER_KEY)) {
      other.page().locator(".page-head .primary").click();
      other.page().locator("dialog[open] input[name=name]").fill("made-elsewhere");
      // whoever clicks twice wants one key
      other
          .page()
          .locator("dialog[open] form")
          .evaluate("form => { form.requestSubmit(); form.requestSubmit(); }");
      secret(other.page());
      row(one.page(), "made-elsewhere").waitFor();
      other.page().getByLabel("Revoke made-elsewhere", exactly()).click();
      other.page().locator("dialog[open] button[type=submit]").click();
      row(one.page(), "made-elsewhere").locator(".badge.revoked").waitFor();
      assertThat(row(one.page(), "made-elsewhere").count()).isOne();
    }
  }

  @Test
  void a_sign_in_that_was_cancelled_does_not_come_after_all() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      CompletableFuture<Route> held = new CompletableFuture<>();
      page.route("**/admin/stats", held::complete);
      page.locator(".top").getByText("Sign in").click();
      page.locator("dialog[open] input").fill(KeyedServer.MASTER_KEY);
      page.keyboard().press("Enter");
      page.waitForCondition(held::isDone);
      page.locator("dialog[open]").getByText("Cancel").click();
      page.waitForResponse("**/admin/stats", () -> held.join().resume());
      page.waitForTimeout(300);
      assertThat(page.getByText("Sign out").count()).isZero();
    }
  }

  private ConsoleBrowser keys(String credential) {
    ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk());
    browser.open("Keys");
    browser.page().locator(".top").getByText("Sign in").click();
    signIn(browser.page(), credential);
    browser.page().locator("table.keys, .empty .muted").first().waitFor();
    return browser;
  }

  private String created(String name) {
    HttpRequest.Builder create = http.json("/admin/api-keys", KEY.formatted(name));
    JsonNode key = Http.json(http.send(create.header("X-API-Key", KeyedServer.MASTER_KEY)));
    return key.path("api_key").textValue();
  }

  private static String rotate(Page page, String name) {
    page.getByLabel("Rotate " + name, exactly()).click();
    page.locator("dialog[open] input[name=hours]").fill("0");
    page.locator("dialog[open] button[type=submit]").click();
    return secret(page);
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

  private static Locator row(Page page, String name) {
    return page.locator("table.keys tr", new Page.LocatorOptions().setHasText(name));
  }

  private static void signIn(Page page, String credential) {
    page.locator("dialog[open] input").fill(credential);
    page.keyboard().press("Enter");
    page.getByText("Sign out").waitFor();
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
