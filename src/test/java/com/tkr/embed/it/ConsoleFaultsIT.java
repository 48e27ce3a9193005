package com.tkr.embed.it;

import static com.tkr.embed.it.ConsoleBrowser.add;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the console says of what went wrong, and that it says so no longer than it holds. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleFaultsIT {
  private static final String TEXTS = "**/embed/text";
  private static final String PICTURES = "**/embed/image";
  private static final String FORBIDDEN = "{\"error\":{\"message\":\"No pictures.\"}}";

  private final Server server;

  ConsoleFaultsIT(Server server) {
    this.server = server;
  }

  @Test
  void what_stood_in_the_way_of_an_item_is_gone_with_it() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.route(
          PICTURES,
          route -> route.fulfill(new Route.FulfillOptions().setStatus(403).setBody(FORBIDDEN)));
      add(page, "a red circle");
      choose(page, "circle.png", "image/png", Samples.of("red_circle"));
      page.getByText("Your key may not do this.").waitFor();
      page.locator(".busy").waitFor();
      page.getByLabel("Remove circle").click();
      page.getByText("Your key may not do this.").waitFor(gone());
      assertThat(page.locator(".busy").count()).isZero();
      assertThat(focused(page)).isEqualTo("a red circle");
    }
  }

  @Test
  void with_all_items_those_that_never_came_are_forgotten() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      add(page, "a red circle");
      choose(page, "notes.docx", "", new byte[] {1});
      page.locator("[role=alert]").getByText("notes.docx: neither a picture").waitFor();
      page.getByText("Remove all").click();
      page.getByText("notes.docx").waitFor(gone());
      assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("new-text");
    }
  }

  @Test
  void nothing_waits_for_items_that_are_gone() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.route(
          TEXTS,
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(429)
                      .setHeaders(Map.of("Retry-After", "3"))
                      .setBody("{}")));
      add(page, "a red circle");
      page.getByText("Too many requests.").waitFor();
      page.getByText("Remove all").click();
      page.getByText("Too many requests.").waitFor(gone());
      page.waitForTimeout(4500);
      assertThat(page.getByText("Too many requests.").count()).isZero();
      assertThat(browser.requests().stream().filter(url -> url.endsWith("/embed/text"))).hasSize(1);
    }
  }

  @Test
  void a_picture_whose_file_is_gone_is_told_from_a_server_that_is(@TempDir Path folder)
      throws IOException {
    Path file = Files.write(folder.resolve("circle.png"), Samples.of("red_circle"));
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.route(
          PICTURES,
          route -> {
            delete(file);
            route.abort();
          });
      page.locator("input[type=file]").first().setInputFiles(file);
      page.getByText("Its file was changed or removed: add it again.").waitFor();
    }
  }

  @Test
  void samples_that_cannot_be_read_are_missed() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.route(
          "**/samples.json", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
      page.getByText("Show me the sample set").click();
      page.locator(".notice.bad").getByText("The server answered 500.").waitFor();
    }
  }

  @Test
  void the_last_search_is_answered_however_late_another_one_comes() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.addSamples();
      browser.open("Map");
      CompletableFuture<Route> held = new CompletableFuture<>();
      page.route(
          TEXTS,
          route -> {
            if (route.request().postData().contains("yellow")) {
              held.complete(route);
            } else {
              route.resume();
            }
          });
      search(page, "a yellow heart");
      page.waitForCondition(held::isDone);
      search(page, "a red circle");
      page.locator(".rank").first().getByText("a red circle").waitFor();
      page.waitForResponse(TEXTS, () -> held.join().resume());
      page.waitForTimeout(300);
      assertThat(page.locator(".rank").first().textContent()).contains("a red circle", "1.000");
    }
  }

  @Test
  void a_page_that_has_no_clipboard_copies_all_the_same() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      // as of a page that came by plain HTTP from another machine
      page.evaluate(
          "() => { Object.defineProperty(navigator, 'clipboard', { value: undefined });"
              + " document.addEventListener('copy', () =>"
              + " (window.taken = document.activeElement.value)); }");
      browser.addSamples();
      page.getByText("Copy", new Page.GetByTextOptions().setExact(true)).click();
      page.getByText("Copied").waitFor();
      assertThat(page.evaluate("() => window.taken")).asString().contains("curl -X POST");
      assertThat(focused(page)).isEqualTo("Copied");
    }
  }

  private static String focused(Page page) {
    return (String) page.evaluate("() => document.activeElement.textContent.trim()");
  }

  private static void search(Page page, String text) {
    page.locator("#map-search").fill(text);
    page.keyboard().press("Enter");
  }

  private static void choose(Page page, String name, String type, byte[] content) {
    page.locator("input[type=file]").first().setInputFiles(new FilePayload(name, type, content));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }
}
