package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's map in a browser, on the demonstration model. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleMapIT {
  private static final String COUNT_FRAMES =
      """
      () => {
        window.frameTimes = [];
        let last = performance.now();
        const frame = now => {
          window.frameTimes.push(now - last);
          last = now;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }""";
  private static final String FRAMES =
      """
      () => {
        const times = window.frameTimes.sort((a, b) => a - b);
        const at = share => Math.round(times[Math.floor(share * (times.length - 1))]);
        return `${times.length} frames, median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
      }""";

  /**
   * Of the 15 nearest of each item by cosine, the share that is among the 15 nearest on the map.
   */
  private static final String KEPT =
      """
      async () => {
        const { places } = await import("/console/data/places.js");
        const { playground } = await import("/console/data/items.js");
        const all = playground.value.items.map(item =>
          ({ vector: item.vectors[""], at: places.value.positions.get(item.id) }));
        const nearest = (one, away) => all.filter(other => other !== one)
          .map(other => ({ other, away: away(one, other) }))
          .sort((a, b) => a.away - b.away).slice(0, 15).map(({ other }) => other);
        const cosine = (a, b) => -a.vector.reduce((sum, value, i) => sum + value * b.vector[i], 0);
        const distance = (a, b) => Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]);
        const asked = all.filter((_, i) => i % 10 === 0);
        const kept = asked.map(one => {
          const near = new Set(nearest(one, cosine));
          return nearest(one, distance).filter(other => near.has(other)).length;
        });
        return kept.reduce((sum, count) => sum + count, 0) / (15 * asked.length);
      }""";

  private static final String SENTENCES =
      "async count => (await import('/console/data/samples.js')).addSentences(count).length";
  private static final String PLACED =
      "async () => (await import('/console/data/places.js')).places.value.positions.size";

  /** Lines that the last painting of a canvas drew. */
  private static final String COUNT_LINES =
      """
      () => {
        window.lines = 0;
        const { clearRect, lineTo } = CanvasRenderingContext2D.prototype;
        Object.assign(CanvasRenderingContext2D.prototype, {
          clearRect(...place) { window.lines = 0; return clearRect.apply(this, place); },
          lineTo(...place) { window.lines++; return lineTo.apply(this, place); },
        });
      }""";

  private static final String LINES = "() => window.lines";

  /** How many of a thousand are kept, of two that stay, and of none. */
  private static final String THUMBNAILS =
      """
      async () => {
        const { Thumbnails } = await import("/console/ui/thumbnails.js");
        const thumbnails = new Thumbnails(() => {});
        const items = Array.from({ length: 1000 }, (_, id) => ({ id, url: "console/mark.svg" }));
        const counts = [];
        items.forEach(item => thumbnails.of(item));
        counts.push(thumbnails.count);
        thumbnails.keep(items.slice(-2));
        counts.push(thumbnails.count);
        thumbnails.keep([]);
        return [...counts, thumbnails.count];
      }""";

  private final Server server;

  ConsoleMapIT(Server server) {
    this.server = server;
  }

  @Test
  void two_thousand_items_settle_and_a_search_lights_up_what_it_means() {
    try (ConsoleBrowser browser = open(ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.inspect("map-empty");
      page.evaluate(COUNT_FRAMES);
      long began = System.nanoTime();
      page.getByText("2,000 sentences").click();
      settled(page);
      double seconds = (System.nanoTime() - began) / 1e9;
      Object frames = page.evaluate(FRAMES);
      double kept = ((Number) page.evaluate(KEPT)).doubleValue();
      System.out.printf("map: %.1f s, %s, %.3f of neighbours kept%n", seconds, frames, kept);
      assertThat(kept).isGreaterThan(0.5);
      assertThat(page.locator(".map-foot").textContent()).contains("2012 items");
      page.locator("#map-search").fill("a big red star");
      page.keyboard().press("Enter");
      page.locator(".rank").first().waitFor();
      assertThat(page.locator(".rank").first().textContent()).contains("a big red star", "1.000");
      page.getByText("The nearest third, and at most 8: 8 of 2,012 items.").waitFor();
      browser.inspect("map");
    }
  }

  @Test
  void a_search_brings_its_hits_back_into_sight_and_is_cleared() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      browser.addSamples();
      page.evaluate("() => scrollTo(0, 800)");
      browser.open("Map");
      settled(page);
      assertThat(page.evaluate("() => scrollY")).isEqualTo(0);
      for (int i = 0; i < 14; i++) {
        page.getByLabel("Zoom in").click();
      }
      page.locator("#map-search").fill("a small green star");
      page.keyboard().press("Enter");
      page.locator(".rank").first().click();
      page.locator(".map-tip").waitFor();
      BoundingBox tip = page.locator(".map-tip").boundingBox();
      BoundingBox map = page.locator(".map-frame").boundingBox();
      assertThat(tip.x + tip.width / 2).isBetween(map.x, map.x + map.width);
      assertThat(tip.y + tip.height).isBetween(map.y, map.y + map.height);
      page.getByText("Clear the selection").click();
      page.getByText("Clear the search").click();
      assertThat(page.locator(".rank").count()).isZero();
      assertThat(page.locator("#map-search").inputValue()).isEmpty();
    }
  }

  @Test
  void what_is_pointed_at_says_how_alike_it_is_to_what_was_chosen() {
    Browser.NewPageOptions still = ConsoleBrowser.desk().setReducedMotion(ReducedMotion.REDUCE);
    try (ConsoleBrowser browser = open(still)) {
      Page page = browser.page();
      page.getByText("Show me the sample set").click();
      settled(page);
      page.locator(".map-canvas").focus();
      page.keyboard().press("ArrowRight");
      Locator tip = page.locator(".map-tip");
      String nearest = page.locator(".rank .number").first().textContent();
      assertThat(tip.textContent()).contains("Nearest:", nearest.substring(0, 3));
      assertThat(page.locator(".map-frame [aria-live]").textContent())
          .contains("Nearest: " + page.locator(".rank .item-label").first().textContent());
      BoundingBox map = page.locator(".map-frame").boundingBox();
      for (int i = 0; i < 40 && !tip.textContent().contains("To the picked one:"); i++) {
        page.mouse().move(map.x + i % 8 * map.width / 8, map.y + i / 8 * map.height / 5);
        page.evaluate("() => new Promise(requestAnimationFrame)");
      }
      assertThat(tip.textContent()).containsPattern("To the picked one: .*-?0\\.\\d\\d");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 10, 11})
  void any_number_of_items_is_laid_out(int count) {
    try (ConsoleBrowser browser = open(ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.evaluate(SENTENCES, count);
      page.locator(".map-canvas").waitFor();
      settled(page);
      assertThat(page.evaluate(PLACED)).isEqualTo(count);
    }
  }

  @Test
  void lines_lead_from_the_chosen_item_to_its_nearest() {
    Browser.NewPageOptions still = ConsoleBrowser.desk().setReducedMotion(ReducedMotion.REDUCE);
    try (ConsoleBrowser browser = open(still)) {
      Page page = browser.page();
      page.evaluate(COUNT_LINES);
      page.getByText("Show me the sample set").click();
      settled(page);
      assertThat((int) page.evaluate(LINES)).isZero();
      page.locator(".map-canvas").focus();
      page.keyboard().press("ArrowRight");
      page.waitForCondition(() -> (int) page.evaluate(LINES) == 5);
      page.keyboard().press("Escape");
      page.waitForCondition(() -> (int) page.evaluate(LINES) == 0);
    }
  }

  @Test
  void pictures_that_are_gone_and_more_than_are_shown_are_not_kept() {
    try (ConsoleBrowser browser = open(ConsoleBrowser.desk())) {
      assertThat(browser.page().evaluate(THUMBNAILS)).isEqualTo(List.of(400, 2, 0));
    }
  }

  @Test
  void a_drag_goes_on_while_the_map_is_drawn_anew_and_the_tip_follows_its_point() {
    // so that nothing but the drag moves a point
    Browser.NewPageOptions still = ConsoleBrowser.desk().setReducedMotion(ReducedMotion.REDUCE);
    try (ConsoleBrowser browser = open(still)) {
      Page page = browser.page();
      page.getByText("Show me the sample set").click();
      settled(page);
      page.locator(".map-canvas").focus();
      page.keyboard().press("ArrowRight");
      Locator tip = page.locator(".map-tip");
      tip.waitFor();
      double before = tip.boundingBox().x;
      BoundingBox map = page.locator(".map-frame").boundingBox();
      double bottom = map.y + map.height - 12;
      page.mouse().move(map.x + 12, bottom);
      page.mouse().down();
      page.evaluate("() => document.querySelector('[aria-label^=Switch]').click()");
      page.locator("html[data-theme=dark]").waitFor();
      page.mouse().move(map.x + 72, bottom);
      page.mouse().up();
      page.waitForCondition(() -> Math.abs(tip.boundingBox().x - before - 60) < 3);
    }
  }

  @Test
  void neighbours_are_reached_by_the_keyboard_with_motion_reduced() {
    Browser.NewPageOptions options =
        ConsoleBrowser.desk()
            .setReducedMotion(ReducedMotion.REDUCE)
            .setColorScheme(ColorScheme.DARK);
    try (ConsoleBrowser browser = open(options)) {
      Page page = browser.page();
      page.getByText("Show me the sample set").click();
      settled(page);
      page.locator(".map-canvas").focus();
      page.keyboard().press("ArrowRight");
      page.locator(".map-tip").waitFor();
      page.locator(".rank").first().waitFor();
      browser.inspect("map-dark");
    }
  }

  @Test
  void it_fits_a_phone() {
    try (ConsoleBrowser browser = open(ConsoleBrowser.phone())) {
      browser.page().getByText("Show me the sample set").click();
      settled(browser.page());
      browser.inspect("map-phone");
    }
  }

  private ConsoleBrowser open(Browser.NewPageOptions options) {
    ConsoleBrowser browser = new ConsoleBrowser(server, options);
    browser.page().locator(".nav").getByText("Map").click();
    browser.page().getByText("A place for everything").waitFor();
    return browser;
  }

  private static void settled(Page page) {
    page.locator(".map-frame[aria-busy=false]").waitFor();
  }
}
