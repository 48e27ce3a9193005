package com.tkr.embed.it;

import static com.tkr.embed.it.ConsoleBrowser.add;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.tkr.embed.testing.Pdfs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The ways into the console's playground, and what the model sees of what came in. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleInputsIT {
  private static final String PASTE =
      """
      ({ name, data }) => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: "image/png" }));
        document.body.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true }));
      }""";

  private final Server server;
  private final Http http;

  ConsoleInputsIT(Server server, Http http) {
    this.server = server;
    this.http = http;
  }

  @Test
  void each_page_of_a_pdf_file_is_an_item_that_lies_near_what_it_shows() {
    List<BufferedImage> pages =
        Stream.of("red_circle", "yellow_heart").map(ConsoleInputsIT::picture).toList();
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      choose(page, 0, "drawings.pdf", "application/pdf", Pdfs.pictures(pages));
      pick(page, "drawings, page 2").waitFor();
      add(page, "a red circle");
      add(page, "a yellow heart");
      page.locator(".heat tbody tr").nth(3).waitFor();
      page.locator(".item-row img").nth(1).waitFor();
      assertThat(nearest(page, "drawings, page 1")).isEqualTo("a red circle");
      assertThat(nearest(page, "drawings, page 2")).isEqualTo("a yellow heart");
      page.locator("canvas.seen").waitFor();
      browser.inspect("pages");
      page.getByText("Python").click();
      assertThat(page.locator(".code").textContent()).contains("[\"embeddings\"][1]");
      choose(page, 0, "broken.pdf", "application/pdf", "%PDF-1.7 no".getBytes());
      page.locator("[role=alert]").getByText("broken.pdf").waitFor();
    }
  }

  @Test
  void a_picture_is_pasted_and_shown_as_the_model_sees_it() {
    http.send(http.request("/admin/cache").DELETE()); // a class before may have sent the same one
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      page.evaluate(PASTE, Map.of("name", "pasted.png", "data", base64("red_circle")));
      add(page, "a red circle");
      page.locator(".heat tbody tr").nth(1).waitFor();
      assertThat(nearest(page, "pasted")).isEqualTo("a red circle");
      Locator seen = page.locator("canvas.seen");
      seen.waitFor();
      assertThat(seen.getAttribute("aria-label")).matches("Resized to \\d+ by \\d+ pixels, .*");
      assertThat(page.locator("section[aria-labelledby=seen-title]").textContent())
          .contains("image_grid_thw", "How its vector came", "Preparing", "Vision tower");
      page.getByText("Hide the tokens").click();
      page.getByText("Show the tokens").waitFor();
      pick(page, "a red circle").click();
      page.locator(".token").first().waitFor();
      assertThat(page.locator(".tokens").textContent()).isEqualTo("a red circle");
    }
  }

  @Test
  void a_phone_photographs() {
    try (ConsoleBrowser browser =
        new ConsoleBrowser(server, ConsoleBrowser.phone().setIsMobile(true))) {
      Page page = browser.page();
      page.getByText("Photo", new Page.GetByTextOptions().setExact(true)).waitFor();
      assertThat(page.locator("input[capture]").getAttribute("capture")).isEqualTo("environment");
      Locator camera = page.locator("input[capture]");
      camera.setInputFiles(new FilePayload("photo.png", "image/png", Samples.of("yellow_heart")));
      add(page, "a yellow heart");
      add(page, "a red circle");
      page.locator(".heat tbody tr").nth(2).waitFor();
      assertThat(nearest(page, "photo")).isEqualTo("a yellow heart");
      page.locator("canvas.seen").waitFor();
      browser.inspect("photo-phone");
    }
  }

  private static void choose(Page page, int input, String name, String type, byte[] content) {
    page.locator("input[type=file]").nth(input).setInputFiles(new FilePayload(name, type, content));
  }

  private static Locator pick(Page page, String item) {
    return page.locator(".item-pick").getByText(item, exactly());
  }

  private static String nearest(Page page, String item) {
    pick(page, item).click();
    return page.locator(".results .ranking .item-label")
        .filter(new Locator.FilterOptions().setHasText("a "))
        .first()
        .textContent();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static BufferedImage picture(String name) {
    try {
      return ImageIO.read(new ByteArrayInputStream(Samples.of(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(String name) {
    return Base64.getEncoder().encodeToString(Samples.of(name));
  }
}
