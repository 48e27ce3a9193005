package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The console's own files, each of which is fetched when it is first needed. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleFilesIT {
  private static final String STYLE = "**/style/map.css";
  private static final String MODULE = "**/pages/keys.js";

  private final Server server;

  ConsoleFilesIT(Server server) {
    this.server = server;
  }

  @Test
  void a_page_is_shown_once_its_stylesheet_holds() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      assertThat(browser.requests()).noneMatch(url -> url.endsWith("map.css"));
      CompletableFuture<Route> held = new CompletableFuture<>();
      page.route(STYLE, held::complete);
      page.locator(".nav").getByText("Map").click();
      page.waitForCondition(
          () ->
              held.isDone() && browser.requests().stream().anyMatch(url -> url.endsWith("map.js")));
      page.waitForTimeout(500);
      assertThat(page.locator("h1").textContent()).isEqualTo("Playground");
      held.join().resume();
      page.locator("h1").getByText("Map").waitFor();
      page.getByText("Show me the sample set").click();
      assertThat(page.locator(".map-frame").evaluate("frame => getComputedStyle(frame).position"))
          .isEqualTo("relative");
    }
  }

  @Test
  void a_page_that_cannot_be_fetched_says_so_and_is_fetched_again() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.route(MODULE, Route::abort);
      page.locator(".nav").getByText("Keys").click();
      page.getByText("This could not be loaded").waitFor();
      browser.inspect("not-loaded");
      // its address stays so, as it does where the browser remembers
      page.getByText("Try again").click();
      page.locator("h1").getByText("Keys").waitFor();
    }
  }
}
