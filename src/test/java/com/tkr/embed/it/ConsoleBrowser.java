package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * This machine's Chromium with one page, and what is wrong with it: errors of the console, requests
 * to another host, violations of the policy. A test that closes it has found nothing.
 */
final class ConsoleBrowser implements AutoCloseable {
  private static final Path SHOTS = Path.of("target", "console");
  private static final String VIOLATIONS =
      "document.addEventListener('securitypolicyviolation', event => console.error('policy: ' +"
          + " event.violatedDirective + ' ' + event.blockedURI))";

  /** For what comes at once, on a machine that does something else too. */
  private static final int PATIENCE_MILLIS = 120_000;

  private static final int MOST_TABS = 160;
  private static final String FOCUSED =
      "() => document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()";

  /** When there is a heading and nothing more to do, and the longest task until then. */
  private static final String TIMES =
      """
      window.longestTask = 0;
      new PerformanceObserver(list => {
        for (const task of list.getEntries())
          window.longestTask = Math.max(window.longestTask, task.duration);
      }).observe({ type: "longtask", buffered: true });
      new MutationObserver((changes, observer) => {
        if (!document.querySelector("h1")) return;
        observer.disconnect();
        requestIdleCallback(() => (window.interactiveAt = performance.now()));
      }).observe(document, { childList: true, subtree: true });
      """;

  private final Playwright playwright;
  private final Browser browser;
  private final URI home;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> dialogs = new CopyOnWriteArrayList<>();
  private final Page page;

  /** Opens the console of a server in a window as the options say. */
  ConsoleBrowser(Server server, Browser.NewPageOptions options) {
    home = server.uri("/");
    Path chromium = chromium();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(List.of("--no-sandbox")));
    page = browser.newPage(options);
    page.context().setDefaultTimeout(PATIENCE_MILLIS);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    listen();
    page.navigate(home.toString());
    page.locator("h1").waitFor();
  }

  /** A window of a desk. */
  static Browser.NewPageOptions desk() {
    return new Browser.NewPageOptions().setViewportSize(1280, 900);
  }

  /** The screen of a phone. */
  static Browser.NewPageOptions phone() {
    return new Browser.NewPageOptions().setViewportSize(390, 844).setHasTouch(true);
  }

  private static Path chromium() {
    Optional<Path> found =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .map(name -> Path.of("/usr/bin", name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeThat(found).as("no Chromium on this machine: apt-get install chromium").isPresent();
    return found.orElseThrow();
  }

  private void listen() {
    page.addInitScript(VIOLATIONS);
    page.addInitScript(TIMES);
    page.onConsoleMessage(
        message -> {
          // that a request was refused is what some tests are about
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            faults.add(message.text());
          }
        });
    page.onPageError(faults::add);
    page.onDialog(
        dialog -> {
          dialogs.add(dialog.type());
          dialog.accept();
        });
    page.onRequest(request -> requested(request.url()));
  }

  private void requested(String url) {
    requests.add(url);
    if (!url.startsWith(home.toString()) && !url.startsWith("blob:" + home)) {
      faults.add("asks elsewhere: " + url);
    }
  }

  Page page() {
    return page;
  }

  /** The addresses that were asked for, in their order. */
  List<String> requests() {
    return requests;
  }

  /** The kinds of the browser's own dialogs that were shown, each of them agreed to. */
  List<String> dialogs() {
    return dialogs;
  }

  /** A download under a name of its own. */
  static Path kept(Path download, String name) {
    try {
      Files.createDirectories(SHOTS);
      return Files.copy(download, SHOTS.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens one of its pages by its name. */
  void open(String name) {
    page.locator(".nav").getByText(name).click();
    page.locator("h1").getByText(name).waitFor();
  }

  /** Presses Tab until an element that is named or begins with these words has the focus. */
  void tabTo(String words) {
    for (int i = 0; i < MOST_TABS; i++) {
      page.keyboard().press("Tab");
      if (((String) page.evaluate(FOCUSED)).startsWith(words)) {
        return;
      }
    }
    throw new AssertionError("the focus never came to: " + words);
  }

  /** Adds a text. */
  static void add(Page page, String text) {
    page.locator("#new-text").fill(text);
    page.keyboard().press("Enter");
  }

  /** Adds the sample set and waits for the vector of the last of it. */
  void addSamples() {
    page.getByText("Show me the sample set").click();
    page.locator(".heat tbody tr").nth(17).waitFor();
  }

  /** Holds the page to what axe-core knows of accessibility, and keeps its picture. */
  void inspect(String name) {
    page.evaluate("() => window.scrollTo(0, 0)");
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SHOTS.resolve(name + ".png")));
    List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
    assertThat(violations).as(name).extracting(ConsoleBrowser::told).isEmpty();
    assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
        .as(name + " is no wider than its window")
        .isLessThanOrEqualTo((int) page.evaluate("() => window.innerWidth"));
  }

  private static String told(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().limit(3).map(Object::toString).toList();
  }

  @Override
  public void close() {
    playwright.close();
    assertThat(faults).isEmpty();
  }
}
