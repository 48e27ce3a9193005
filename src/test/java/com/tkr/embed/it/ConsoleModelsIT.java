package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.tkr.embed.model.hub.Fault;
import com.tkr.embed.model.hub.StandInHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The console's page of models, on a hub of ours. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleModelsIT {
  private static final Path DEMONSTRATION = Path.of("src/main/resources/demonstration");
  private static final String WEIGHTS = "model.safetensors";
  private static final int HELD_AT = 200_000;

  private static StandInHub hub;
  private static Server server;

  @BeforeAll
  static void start() throws IOException {
    hub = new StandInHub();
    for (String file :
        List.of("config.json", "embedding_profile.json", WEIGHTS, "tokenizer.json")) {
      hub.file(file, Files.readAllBytes(DEMONSTRATION.resolve(file)));
    }
    Map<String, String> environment =
        Map.of(
            "EMBEDDING_MODEL_PATH", "demo",
            "EMBEDDING_ENV", "testing",
            "HF_ENDPOINT", hub.endpoint().toString(),
            "HF_HUB_OFFLINE", "0");
    server = Server.start("console-models", environment, "/health/ready");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    hub.close();
  }

  @Test
  @Order(1)
  void a_model_is_fetched_with_progress_verified_and_served() {
    try (ConsoleBrowser browser = open(ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.inspect("models");
      CountDownLatch seen = new CountDownLatch(1);
      hub.fault(WEIGHTS, Fault.held(HELD_AT, seen));
      page.locator("#get-name").fill(StandInHub.REPOSITORY);
      page.keyboard().press("Enter");
      page.getByText("Downloading").waitFor();
      page.locator("progress.long[value]").waitFor();
      browser.inspect("models-fetching");
      seen.countDown();
      page.getByText("It is here.").waitFor();
      button(page, "Verify " + StandInHub.REPOSITORY).click();
      page.getByText("In order.").waitFor();
      button(page, "Serve " + StandInHub.REPOSITORY).click();
      browser.inspect("models-serve");
      page.getByText("Serve it").click();
      page.locator(".pill .model").getByText("Some-Model-7B").waitFor();
      page.locator(".figures .path").getByText(StandInHub.REPOSITORY).waitFor();
    }
  }

  @Test
  @Order(2)
  void a_self_test_fills_its_table_and_is_cancelled() {
    try (ConsoleBrowser browser = open(ConsoleBrowser.desk())) {
      Page page = browser.page();
      button(page, "Test demo").click();
      page.locator(".badge").getByText("holds").first().waitFor();
      browser.inspect("models-testing");
      page.locator("main").getByText("Cancel").click();
      page.getByText("Cancelled.").waitFor();
    }
  }

  @Test
  @Order(3)
  void what_is_no_model_of_the_hub_is_refused_in_words() {
    try (ConsoleBrowser browser = open(ConsoleBrowser.phone().setColorScheme(ColorScheme.DARK))) {
      Page page = browser.page();
      page.locator("#get-name").fill("../etc/passwd");
      page.keyboard().press("Enter");
      page.locator("[role=alert]").getByText("must be a name of the hub").waitFor();
      browser.inspect("models-phone");
    }
  }

  @Test
  @Order(4)
  void it_is_used_by_the_keyboard_alone_with_motion_reduced() {
    try (ConsoleBrowser browser =
        open(ConsoleBrowser.desk().setReducedMotion(ReducedMotion.REDUCE))) {
      Page page = browser.page();
      browser.tabTo("Serve demo");
      page.keyboard().press("Enter");
      page.locator("dialog[open]").waitFor();
      browser.tabTo("Serve it");
      page.keyboard().press("Enter");
      page.locator(".pill .model").getByText("tkr-embed-demo").waitFor();
    }
  }

  @Test
  @Order(5)
  void a_window_that_looks_away_learns_from_its_next_answer_that_another_one_switched_the_model() {
    try (ConsoleBrowser one = new ConsoleBrowser(server, ConsoleBrowser.desk());
        ConsoleBrowser other = open(ConsoleBrowser.desk())) {
      Page page = one.page();
      one.addSamples();
      // nothing is asked by itself any more
      page.evaluate(
          "() => { Object.defineProperty(document, 'hidden', { value: true });"
              + " document.dispatchEvent(new Event('visibilitychange')); }");
      button(other.page(), "Serve " + StandInHub.REPOSITORY).click();
      other.page().getByText("Serve it").click();
      other.page().locator(".pill .model").getByText("Some-Model-7B").waitFor();
      int before = one.requests().size();
      page.locator("#new-text").fill("a red disc");
      page.keyboard().press("Enter");
      page.locator(".heat tbody tr").nth(18).waitFor();
      assertThat(one.requests().subList(before, one.requests().size()))
          .anyMatch(url -> url.endsWith("/embed/image"));
    }
  }

  @Test
  @Order(6)
  void a_model_that_is_loaded_anew_under_the_same_name_makes_the_vectors_anew() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      browser.addSamples();
      int before = browser.requests().size();
      Http http = new Http(server);
      assertThat(http.postJson("/admin/model", "").statusCode()).isEqualTo(202);
      browser
          .page()
          .waitForCondition(
              () ->
                  browser.requests().stream().skip(before).anyMatch(asked("/info"))
                      && browser.requests().stream().skip(before).anyMatch(asked("/embed/image")));
      browser.page().locator(".heat tbody tr").nth(17).waitFor();
    }
  }

  private static Predicate<String> asked(String path) {
    return url -> url.endsWith(path);
  }

  private static ConsoleBrowser open(Browser.NewPageOptions options) {
    ConsoleBrowser browser = new ConsoleBrowser(server, options);
    browser.open("Models");
    browser.page().locator("#get-name").waitFor();
    return browser;
  }

  private static Locator button(Page page, String name) {
    return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
  }
}
