package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The console's playground in a browser, on the demonstration model. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleIT {
  private static final String DROP =
      """
      files => {
        const transfer = new DataTransfer();
        for (const [name, data] of Object.entries(files)) {
          const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
          transfer.items.add(new File([bytes], name, { type: "image/png" }));
        }
        document.body.dispatchEvent(
          new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }""";

  private final Server server;

  ConsoleIT(Server server) {
    this.server = server;
  }

  @Test
  void dropped_pictures_lie_nearest_to_the_texts_that_describe_them() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.evaluate(
          DROP,
          Map.of(
              "one.png", sample("red_circle"),
              "two.png", sample("yellow_heart"),
              "three.png", sample("black_triangle")));
      for (String text : List.of("a red circle", "a yellow heart", "a black triangle")) {
        page.locator("#new-text").fill(text);
        page.keyboard().press("Enter");
      }
      page.locator(".heat tbody tr").nth(5).waitFor();
      assertThat(nearest(page, "one")).isEqualTo("a red circle");
      assertThat(nearest(page, "two")).isEqualTo("a yellow heart");
      assertThat(nearest(page, "three")).isEqualTo("a black triangle");
      browser.inspect("dropped");
    }
  }

  @Test
  void the_first_click_shows_what_is_alike_and_why() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      browser.inspect("playground-empty");
      browser.addSamples();
      Page page = browser.page();
      page.locator(".cell[aria-label^='red circle and a red circle']").click();
      assertThat(page.locator(".pair").textContent())
          .contains("Closer to each other than", "Why: both are near");
      assertThat(page.locator(".thirds > div").last().locator(".item-label").first().textContent())
          .isEqualTo("blue circle");
      browser.inspect("playground");
    }
  }

  @Test
  void fewer_bits_and_another_instruction_show_what_they_change() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      browser.addSamples();
      Page page = browser.page();
      page.getByText("binary").click();
      assertThat(page.locator("[aria-labelledby=precision-title] dd").first().textContent())
          .isEqualTo("24 bytes");
      page.getByText("Compare two").click();
      page.locator("#instruction-b").fill("Which colour is it?");
      page.keyboard().press("Enter");
      page.getByText("Instruction B: “Which colour is it?”", exactly()).waitFor();
      assertThat(page.locator(".heat").count()).isEqualTo(2);
      browser.inspect("comparison");
    }
  }

  @Test
  void what_was_exported_is_there_again_when_it_is_imported() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      browser.addSamples();
      Page page = browser.page();
      for (String format : List.of("JSON", "CSV", "Parquet")) {
        Path file =
            page.waitForDownload(
                    () -> page.locator(".card .button").getByText(format, exactlyIn()).click())
                .path();
        Path named = ConsoleBrowser.kept(file, "vectors." + format.toLowerCase(Locale.ROOT));
        page.getByText("Remove all").click();
        page.locator("input[type=file]").first().setInputFiles(named);
        page.locator(".heat tbody tr").nth(17).waitFor();
        assertThat(nearest(page, "red circle")).isEqualTo("a red circle");
      }
    }
  }

  @Test
  void it_can_be_used_by_the_keyboard_alone() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.tabTo("Show me the sample set");
      page.keyboard().press("Enter");
      page.locator(".heat tbody tr").nth(17).waitFor();
      assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("matrix-title");
      page.locator("#new-text").focus();
      browser.tabTo("red circle and red circle");
      page.keyboard().press("ArrowRight");
      page.keyboard().press("ArrowDown");
      page.keyboard().press("ArrowRight");
      page.keyboard().press("Enter");
      assertThat(page.locator(".pair").textContent()).contains("red square", "blue circle");
    }
  }

  @Test
  void a_phone_at_night_shows_the_same() {
    try (ConsoleBrowser browser =
        new ConsoleBrowser(server, ConsoleBrowser.phone().setColorScheme(ColorScheme.DARK))) {
      browser.inspect("phone-empty");
      browser.addSamples();
      browser.page().locator(".cell").nth(2).click();
      browser.inspect("phone");
    }
  }

  @Test
  void the_first_load_is_small() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      browser.page().waitForLoadState();
      Object figures =
          browser
              .page()
              .evaluate(
                  "() => ({ interactive: window.interactiveAt, longestTask: window.longestTask,"
                      + " painted: performance.getEntriesByName("
                      + "'first-contentful-paint')[0]?.startTime, sent:"
                      + " performance.getEntriesByType('resource').reduce((sum, entry) =>"
                      + " sum + entry.encodedBodySize,"
                      + " performance.getEntriesByType('navigation')[0].encodedBodySize) })");
      System.out.println("console: " + browser.requests().size() + " requests, " + figures);
      assertThat(((Number) ((Map<?, ?>) figures).get("sent")).longValue())
          .as("bytes as they are sent")
          .isBetween(10 * 1024L, 60 * 1024L);
    }
  }

  private static String nearest(Page page, String item) {
    page.locator(".item-pick").getByText(item, exactlyIn()).click();
    return page.locator(".results .ranking .item-label").first().textContent();
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Locator.GetByTextOptions exactlyIn() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static String sample(String name) {
    return Base64.getEncoder().encodeToString(Samples.of(name));
  }
}
