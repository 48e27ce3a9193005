package com.tkr.embed.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the console's playground answers, and that it answers where its visitor looks. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleAnswersIT {
  private static final String WHOLE =
      "place => place.scrollWidth <= place.clientWidth && place.scrollHeight <= place.clientHeight";

  private final Server server;

  ConsoleAnswersIT(Server server) {
    this.server = server;
  }

  @Test
  void the_most_alike_pair_is_named_above_the_table_and_told_with_its_reason() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, laptop())) {
      browser.addSamples();
      Page page = browser.page();
      assertThat(page.locator(".most").first().textContent())
          .contains("Most alike pictures: red circle and red square, 0.");
      assertThat(page.locator(".most").last().textContent())
          .contains("Of all: blue circle and red circle + the same in blue, 0.");
      page.locator(".most").last().click();
      assertThat(page.locator(".pair").textContent())
          .contains("The most alike pair of all 153 here.", "Why: both are near a blue circle");
      assertThat(page.locator("#near-title").textContent()).isEqualTo("What is near");
      assertThat(page.locator(".cell.self").count()).isEqualTo(18);
      assertThat(page.locator(".cell.self").first().getAttribute("style"))
          .doesNotContain("background");
      assertThat(page.locator(".heat thead .item-label").last().textContent())
          .isEqualTo("+ the same in blue");
    }
  }

  @Test
  void a_table_of_forty_items_is_seen_whole() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, laptop())) {
      browser.addSamples();
      Page page = browser.page();
      String lines =
          IntStream.rangeClosed(1, 22).mapToObj(i -> "text " + i).collect(Collectors.joining("\n"));
      page.locator("input[type=file]")
          .first()
          .setInputFiles(new FilePayload("lines.txt", "text/plain", lines.getBytes()));
      page.locator(".heat tbody tr").nth(39).waitFor();
      page.waitForCondition(() -> (boolean) page.locator(".heat-scroll").evaluate(WHOLE));
      browser.inspect("forty");
    }
  }

  @Test
  void where_nothing_gives_a_reason_none_is_promised() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, laptop())) {
      browser.addSamples();
      Page page = browser.page();
      page.locator(".cell[aria-label^='small green star and blue square left of red circle']")
          .click();
      assertThat(page.locator(".pair").textContent())
          .contains("Closer to each other than")
          .doesNotContain("Why");
      page.locator(".cell[aria-label^='black triangle and small green star']").click();
      assertThat(page.locator(".pair").textContent())
          .contains("Nothing else here is near to both.")
          .doesNotContain("Why");
    }
  }

  @Test
  void an_answer_is_in_the_window_and_takes_no_focus() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, laptop())) {
      browser.addSamples();
      Page page = browser.page();
      Locator answer = page.locator(".answer");
      page.locator(".item-pick").nth(1).click();
      assertThat(answer).isInViewport(whole());
      Locator cell = page.locator(".cell").nth(2);
      cell.focus();
      page.keyboard().press("Enter");
      page.locator(".pair").waitFor();
      assertThat(answer).isInViewport(whole());
      assertThat(cell).isFocused();
      page.locator(".thirds .rank").first().click();
      assertThat(answer).isInViewport(whole());
      browser.inspect("answer");
      answer.getByLabel("Close").click();
      assertThat(answer.count()).isZero();
    }
  }

  @Test
  void an_answer_is_in_the_window_of_a_phone() {
    Browser.NewPageOptions phone = ConsoleBrowser.phone().setReducedMotion(ReducedMotion.REDUCE);
    try (ConsoleBrowser browser = new ConsoleBrowser(server, phone)) {
      browser.addSamples();
      Page page = browser.page();
      page.locator(".item-pick").nth(1).click();
      assertThat(page.locator(".answer")).isInViewport(whole());
      browser.inspect("answer-phone");
    }
  }

  @Test
  void both_instructions_are_kept_and_what_they_change_is_told_in_the_window() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, laptop())) {
      browser.addSamples();
      Page page = browser.page();
      page.getByText("Compare two").click();
      page.getByText("A and B are the same").waitFor();
      assertThat(page.getByText("keeps its nearest neighbour").count()).isZero();
      assertThat(page.locator("#matrix-title")).isInViewport(whole());
      page.locator("#instruction-b").fill("only the shape");
      page.locator("#instruction-a").fill("only the colour");
      page.getByText("Apply").click();
      page.getByText("Instruction A: “only the colour”").waitFor();
      page.getByText("Instruction B: “only the shape”").waitFor();
      assertThat(page.locator("#matrix-title")).isInViewport(whole());
      assertThat(page.locator(".changes strong")).isInViewport(whole());
      assertThat(page.locator("#instruction-b").inputValue()).isEqualTo("only the shape");
      page.getByText("The demonstration model hardly follows instructions").waitFor();
      browser.inspect("instructions");
      page.getByText("Compare no more").click();
      page.getByText("cosine, under “only the colour”").waitFor();
    }
  }

  @Test
  void what_is_typed_and_not_sent_stays_through_other_pages_and_instructions() {
    List<String> fields = List.of("#new-text", "#fused-words", "#instruction-b");
    try (ConsoleBrowser browser = new ConsoleBrowser(server, laptop())) {
      browser.addSamples();
      Page page = browser.page();
      page.getByText("Compare two").click();
      fields.forEach(field -> page.locator(field).fill("half of a te"));
      browser.open("Map");
      page.locator("#map-search").fill("half of a te");
      browser.open("Playground");
      page.locator(".heat").first().waitFor();
      for (String field : fields) {
        assertThat(page.locator(field).inputValue()).isEqualTo("half of a te");
      }
      page.locator("#instruction-a").fill("another one");
      page.keyboard().press("Enter");
      page.getByText("Instruction A: “another one”").waitFor();
      for (String field : fields) {
        assertThat(page.locator(field).inputValue()).isEqualTo("half of a te");
      }
      browser.open("Map");
      assertThat(page.locator("#map-search").inputValue()).isEqualTo("half of a te");
    }
  }

  /** A window that a table of the sample set does not fit in. */
  private static Browser.NewPageOptions laptop() {
    return ConsoleBrowser.desk().setViewportSize(1366, 800).setReducedMotion(ReducedMotion.REDUCE);
  }

  private static LocatorAssertions.IsInViewportOptions whole() {
    return new LocatorAssertions.IsInViewportOptions().setRatio(0.99);
  }
}
