package com.tkr.embed.it;

import static com.tkr.embed.it.ConsoleBrowser.add;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.tkr.embed.testing.Pdfs;
import java.awt.image.BufferedImage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What visitors bring into the console that nobody would think of. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleOddIT {
  private final Server server;

  ConsoleOddIT(Server server) {
    this.server = server;
  }

  @Test
  void texts_of_any_length_and_letters_keep_the_page_in_its_window() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      add(page, "x".repeat(1000));
      add(page, "word ".repeat(200));
      add(page, "😀 <b>bold</b> &amp; \u202eturned");
      add(page, "a red circle");
      add(page, "a red circle");
      page.locator(".heat tbody tr").nth(3).waitFor();
      PlaywrightAssertions.assertThat(page.locator(".item-row")).hasCount(4);
      page.locator(".item-pick").nth(2).click();
      page.locator(".token").first().waitFor();
      assertThat(page.locator(".tokens").textContent()).startsWith("😀…").contains("<b>bold</b>");
      page.locator(".item-pick").first().click();
      page.locator(".token").nth(999).waitFor();
      // each of the table's cells names two of them
      String cell = page.locator(".cell").nth(1).getAttribute("aria-label");
      assertThat(cell).startsWith("xxx").contains("… and word word").hasSizeLessThan(700);
      browser.inspect("odd-texts");
    }
  }

  @Test
  void files_that_are_no_pictures_or_no_items_are_told_and_the_rest_goes_on() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      choose(page, "empty.png", "image/png", "");
      page.getByText("The image is empty.").waitFor();
      choose(page, "lie.png", "image/png", "not a picture");
      page.getByText("The image is not an image").waitFor();
      for (String name : new String[] {"rows.csv", "rows.json", "rows.parquet"}) {
        choose(page, name, "", "{\"items\": [{\"kind\": \"image\"}, 3]}\n1,2");
        page.locator("[role=alert]").getByText(name + ": cannot be read").waitFor();
      }
      choose(page, "torn.csv", "text/csv", "text\na \"red\" circle\na blue square\n");
      page.locator("[role=alert]").getByText("torn.csv: cannot be read").waitFor();
      choose(page, "notes.docx", "", "zip");
      page.locator("[role=alert]").getByText("notes.docx: neither a picture").waitFor();
      choose(page, "empty.txt", "text/plain", " \n");
      page.locator("[role=alert]").getByText("empty.txt: nothing is in it").waitFor();
      choose(page, "foreign.csv", "text/csv", "a,b\n1,2\n");
      page.locator("[role=alert]").getByText("foreign.csv: no row of it is an item").waitFor();
      choose(page, "others.csv", "text/csv", "text,label\na red heart,1\n,2\n");
      choose(page, "lines.txt", "text/plain", "\ufeffa red circle\r\n\r\n a blue square ");
      page.locator(".heat tbody tr").nth(2).waitFor();
      browser.inspect("odd-files");
      page.getByText("Remove all").click();
      page.getByText("Show me the sample set").waitFor();
    }
  }

  @Test
  void lists_of_texts_are_read_in_the_letters_of_other_programs() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      choose(page, "utf16.txt", "\ufeffein grüner Kreis\r\n红色的圆", StandardCharsets.UTF_16LE);
      choose(page, "old.txt", "un cœur à côté", Charset.forName("windows-1252"));
      for (String text : List.of("ein grüner Kreis", "红色的圆", "un cœur à côté")) {
        page.locator(".item-pick").getByText(text, exactly()).waitFor();
      }
    }
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @Test
  void a_file_of_thirty_pages_and_the_way_back_and_forward() {
    byte[] pages =
        Pdfs.pictures(
            Collections.nCopies(30, new BufferedImage(90, 120, BufferedImage.TYPE_INT_RGB)));
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      add(page, "a red circle");
      page.locator("input[type=file]")
          .first()
          .setInputFiles(new FilePayload("thirty.pdf", "application/pdf", pages));
      page.locator(".heat tbody tr").nth(30).waitFor();
      browser.open("Map");
      page.goBack();
      page.locator("h1").getByText("Playground").waitFor();
      PlaywrightAssertions.assertThat(page.locator(".item-row")).hasCount(31);
      page.goForward();
      page.locator("h1").getByText("Map").waitFor();
      page.reload();
      page.getByText("A place for everything").waitFor();
      assertThat(browser.dialogs()).containsExactly("beforeunload");
    }
  }

  @Test
  void a_reload_that_loses_nothing_of_the_visitors_asks_nothing() {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      browser.addSamples();
      browser.page().reload();
      browser.page().getByText("Show me the sample set").waitFor();
      assertThat(browser.dialogs()).isEmpty();
    }
  }

  private static void choose(Page page, String name, String content, Charset letters) {
    FilePayload file = new FilePayload(name, "text/plain", content.getBytes(letters));
    page.locator("input[type=file]").first().setInputFiles(file);
  }

  private static void choose(Page page, String name, String type, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    page.locator("input[type=file]").first().setInputFiles(new FilePayload(name, type, bytes));
  }
}
