package com.tkr.embed.it;

import static com.tkr.embed.it.ConsoleBrowser.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.tkr.embed.testing.Pdfs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The calls that the console shows to be copied, run as they are: each makes the vector shown. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConsoleCallsIT {
  private static final String ODD = "it's a \"red\" circle \\ $HOME `ls` % é";
  private static final List<String> ITEMS =
      List.of(ODD, "red circle", "red circle + the same in blue", "my photo's (1), small", "noise");

  /**
   * What is tried in every language: a text, and each place that a picture comes from, both ways.
   */
  private static final Set<String> IN_ALL =
      Set.of(
          ODD + " as float32",
          ODD + " as int8",
          "red circle as float32",
          "red circle + the same in blue as int8",
          "my photo's (1), small as binary",
          "noise as float32");

  private static final Map<String, String> PLACES =
      Map.of("float32", "embeddings[", "int8", "embeddings.int8[", "binary", "embeddings.ubinary[");

  private static final int DIMENSIONS = 64;

  /** The vector of the picked item as the playground compares it. */
  private static final String SHOWN =
      """
      async () => {
        const { playground, vectorOf } = await import('/console/data/items.js');
        const { server } = await import('/console/data/server.js');
        const { stored } = await import('/console/data/vectors.js');
        const { items, picked, precision } = playground.value;
        const vector = vectorOf(items.find(({ id }) => id === picked.a));
        const dimensions = precision.dimensions ?? vector.length;
        const scale = server.value.info.quantized_vectors.scale;
        const told = { scale, full: vector.length };
        return [...stored([vector], { ...precision, dimensions, told })[0]];
      }""";

  private final Server server;
  @TempDir private Path folder;
  private CopiedCall call;

  ConsoleCallsIT(Server server) {
    this.server = server;
  }

  @BeforeEach
  void visitor() {
    call = new CopiedCall(folder, "");
  }

  @Test
  void each_makes_the_vector_that_is_shown_in_every_type() throws IOException {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      fill(browser);
      for (String item : ITEMS) {
        pick(page, item);
        for (String type : List.of("float32", "int8", "binary")) {
          choose(page, type);
          requireSame(page, item + " as " + type);
          if (IN_ALL.contains(item + " as " + type)) {
            requireSameInAll(page, item + " as " + type);
          }
        }
      }
    }
  }

  @Test
  void they_have_the_dimensions_and_the_instruction_that_were_chosen() throws IOException {
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      fill(browser);
      page.locator("#instruction-a").fill("Which colour is it?");
      page.keyboard().press("Enter");
      page.locator(".matrix").getByText("Which colour is it?").waitFor();
      page.locator("input[type=range]").fill(Integer.toString(DIMENSIONS));
      for (String item : List.of(ODD, "red circle")) {
        pick(page, item);
        for (String type : List.of("float32", "int8", "binary")) {
          choose(page, type);
          requireSame(page, item + " in few dimensions as " + type);
        }
      }
    }
  }

  @Test
  void a_page_of_a_file_is_the_same_vector_in_bytes() throws IOException {
    BufferedImage circle = ImageIO.read(new ByteArrayInputStream(Samples.of("red_circle")));
    BufferedImage heart = ImageIO.read(new ByteArrayInputStream(Samples.of("yellow_heart")));
    try (ConsoleBrowser browser = new ConsoleBrowser(server, ConsoleBrowser.desk())) {
      Page page = browser.page();
      choose(page, "two.pdf", "application/pdf", Pdfs.pictures(List.of(circle, heart)));
      page.locator(".heat tbody tr").nth(1).waitFor();
      pick(page, "two, page 2");
      requireSame(page, "a page as float32");
      choose(page, "int8");
      requireSame(page, "a page as int8");
    }
  }

  private void fill(ConsoleBrowser browser) throws IOException {
    Page page = browser.page();
    browser.addSamples();
    add(page, ODD);
    choose(page, "my photo's (1), small.png", "image/png", Samples.of("yellow_heart"));
    byte[] noise = noise();
    choose(page, "noise.png", "image/png", noise);
    Files.write(folder.resolve("noise.png"), noise);
    page.locator(".heat tbody tr").nth(20).waitFor();
  }

  /** By a shell. */
  private void requireSame(Page page, String name) {
    requireAlike(at(call.curl(code(page, "curl")), page), shown(page), name + " by curl");
  }

  /** By each of the other languages. */
  private void requireSameInAll(Page page, String name) {
    List<Double> shown = shown(page);
    requireAlike(at(call.java(code(page, "Java")), page), shown, name + " by Java");
    requireAlike(call.python(code(page, "Python")), shown, name + " by Python");
    if (CopiedCall.hasNode()) {
      requireAlike(call.javaScript(code(page, "JavaScript")), shown, name + " by JavaScript");
    }
  }

  private static List<Double> shown(Page page) {
    return ((List<?>) page.evaluate(SHOWN))
        .stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  /** Where the page says that the vector is. */
  private static JsonNode at(JsonNode answer, Page page) {
    String place = page.locator("[aria-labelledby=calls-title] p code").first().textContent();
    return answer.at("/" + place.replace('.', '/').replace("[", "/").replace("]", ""));
  }

  private static void requireAlike(JsonNode vector, List<Double> shown, String name) {
    List<Integer> signs = shown.stream().map(value -> value > 0 ? 1 : 0).toList();
    List<Double> numbers =
        StreamSupport.stream(vector.spliterator(), false).map(JsonNode::doubleValue).toList();
    if (numbers.size() * 8 == shown.size()) {
      assertThat(numbers.stream().flatMap(ConsoleCallsIT::bits)).as(name).isEqualTo(signs);
      return;
    }
    assertThat(numbers).as(name).hasSameSizeAs(shown);
    double length = Math.sqrt(numbers.stream().mapToDouble(value -> value * value).sum());
    for (int i = 0; i < shown.size(); i++) {
      assertThat(numbers.get(i) / length)
          .as("%s, dimension %s", name, i)
          .isCloseTo(shown.get(i), offset(2e-6));
    }
  }

  private static Stream<Integer> bits(double octet) {
    return Stream.iterate(7, bit -> bit >= 0, bit -> bit - 1).map(bit -> (int) octet >> bit & 1);
  }

  private static String code(Page page, String language) {
    Locator card = page.locator("[aria-labelledby=calls-title]");
    card.locator(".segments").getByText(language, exactly()).click();
    return card.locator(".code").textContent();
  }

  private static void choose(Page page, String name, String type, byte[] content) {
    FilePayload file = new FilePayload(name, type, content);
    page.locator("input[type=file]").first().setInputFiles(file);
  }

  /** A type of numbers, and waits for the calls that make it. */
  private static void choose(Page page, String type) {
    page.locator(".segments").getByText(type, exactly()).click();
    page.locator("[aria-labelledby=calls-title] p code").getByText(PLACES.get(type)).waitFor();
  }

  private static void pick(Page page, String item) {
    page.locator(".item-pick").getByText(item, exactly()).click();
    page.locator("[aria-labelledby=calls-title] .card-head").getByText(item, exactly()).waitFor();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** A picture that is too large to stand in a call. */
  private static byte[] noise() throws IOException {
    BufferedImage image = new BufferedImage(112, 112, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(5);
    for (int i = 0; i < 112 * 112; i++) {
      image.setRGB(i % 112, i / 112, random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
