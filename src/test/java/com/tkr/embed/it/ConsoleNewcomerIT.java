package com.tkr.embed.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.tkr.embed.it.ConsoleBrowser.add;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody who has never seen the console is told, where he looks for it. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleNewcomerIT {
  private static final String REGION = "Compare the quarterly revenue figures of the %s region";
  private static final List<String> ALIKE =
      Stream.of("northern sales", "northern research", "southern").map(REGION::formatted).toList();

  private final Server server;

  ConsoleNewcomerIT(Server server) {
    this.server = server;
  }

  @ParameterizedTest
  @MethodSource("windows")
  void that_nobody_needs_a_key_is_told_with_how_to_change_it(Browser.NewPageOptions window) {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, window)) {
      Page page = browser.page();
      page.locator(".top").getByText("Sign in").click();
      page.locator("dialog[open]").getByText("what that means, and how to change it").click();
      Locator card = page.locator("[aria-labelledby=without-title]");
      assertThat(card).containsText("Development mode: keys are switched off");
      assertThat(card.locator(".code")).containsText("export EMBEDDING_REQUIRE_API_KEY=true");
      assertThat(page.locator("dialog[open]")).hasCount(0);
      browser.inspect("keys-off-" + page.viewportSize().width);
    }
  }

  static Stream<Browser.NewPageOptions> windows() {
    return Stream.of(
        ConsoleBrowser.desk(), ConsoleBrowser.phone().setColorScheme(ColorScheme.DARK));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void texts_that_begin_alike_are_told_apart_where_there_is_no_room(Browser.NewPageOptions window) {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, window)) {
      Page page = browser.page();
      ALIKE.forEach(text -> add(page, text));
      page.locator(".heat tbody tr").nth(2).waitFor();
      for (String places : List.of(".item-pick", ".heat tbody th", ".heat thead th")) {
        Locator labels = page.locator(places + " .item-label [aria-hidden]");
        assertThat(labels.allTextContents())
            .as(places)
            .allSatisfy(label -> assertThat(label).contains("… ").hasSizeLessThan(40))
            .doesNotHaveDuplicates();
        for (int i = 0; i < ALIKE.size(); i++) {
          assertThat(seen(labels.nth(i))).as(places).contains(i < 2 ? "… " : "southern");
        }
      }
      // who listens hears all of it
      assertThat(page.locator(".item-pick").first()).hasAccessibleName(ALIKE.get(0));
      browser.inspect("alike-" + page.viewportSize().width);
    }
  }

  @Test
  void the_keyboard_gets_past_the_head_at_once() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isInViewport();
      browser.inspect("skip");
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      assertThat(page.locator("#new-text")).isFocused();
    }
  }

  /** The text of a label, where it can be seen. */
  private static String seen(Locator label) {
    assertThat(label).isVisible();
    return label.textContent();
  }

  @Test
  void what_smaller_vectors_lose_is_told_in_words() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      browser.addSamples();
      Page page = browser.page();
      Locator card = page.locator("[aria-labelledby=precision-title]");
      assertThat(card.getByText("Searching with these smaller vectors")).hasCount(0);
      page.locator("input[type=range]").fill("8");
      page.getByText("binary").click();
      Locator kept = card.locator("div", hasText("Same nearest neighbour")).locator("dd");
      int count = Integer.parseInt(kept.textContent().split(" ")[0]);
      assertThat(count).isLessThan(17);
      assertThat(card)
          .containsText("finds, for " + (18 - count) + " items here, another nearest neighbour");
    }
  }

  @Test
  void what_a_second_instruction_changes_comes_into_the_window_and_takes_no_focus() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.phone())) {
      browser.addSamples();
      Page page = browser.page();
      page.getByText("Compare two").click();
      Locator field = page.locator("#instruction-b");
      field.fill("Which colour is it?");
      page.keyboard().press("Enter");
      Locator changes = page.locator(".changes strong");
      assertThat(changes).containsText("nearest neighbour");
      assertThat(changes).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(0.99));
      assertThat(field).isFocused();
      browser.inspect("comparison-phone");
    }
  }

  private static Locator.LocatorOptions hasText(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }
}
