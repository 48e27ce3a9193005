package com.tkr.embed.input;

import com.sun.management.OperatingSystemMXBean;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.input.pdf.PdfLimits;
import com.tkr.embed.input.pdf.PdfPage;
import com.tkr.embed.input.pdf.PdfRenderer;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many pages a second become what a model sees: pictures of 1275 x 1650 decoded and resized,
 * and pages of a PDF file drawn and reduced, by one thread and by as many as are named. Run it by
 * {@code ./deploy.sh bench measure preparation [THREADS]}; the numbers of threads take turns.
 */
final class PreparationMeasurement {
  private static final int ROUNDS = 3;
  private static final long ROUND_NANOS = 2_000_000_000L;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Of Ops-MM-embedding-v1, whose two resizes are the same after the first. */
  private static final PixelRange SEEN = new PixelRange(28, 200_704, 1_003_520);

  private final ImagePreparer preparer = new ImagePreparer(List.of(SEEN), ImageLimits.ofHeap());

  private PreparationMeasurement() {}

  public static void main(String[] words) throws Exception {
    int threads =
        words.length == 0 ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(words[0]);
    Path folder = Files.createTempDirectory("tkr-embed-fonts");
    PdfLimits limits = new PdfLimits(100, 8_000_000, Duration.ofSeconds(60), folder);
    try (PdfRenderer renderer = new PdfRenderer(limits, threads)) {
      new PreparationMeasurement().run(threads, pages(renderer));
    }
  }

  private static Map<String, List<EncodedImage>> pages(PdfRenderer renderer)
      throws IOException, ImageRefused {
    Map<String, List<EncodedImage>> pages = new LinkedHashMap<>();
    pages.put("JPEG", List.of(new EncodedImage(SamplePages.picture("jpg"), false)));
    pages.put("PNG", List.of(new EncodedImage(SamplePages.picture("png"), false)));
    List<EncodedImage> drawn = new ArrayList<>();
    // a file for each thread: each process has its own open
    for (int i = 0; i < 16; i++) {
      for (PdfPage page : renderer.open(SamplePages.text(), 100, Cancellation.NEVER)) {
        drawn.add(EncodedImage.of(page));
      }
    }
    pages.put("PDF", drawn);
    return pages;
  }

  private void run(int most, Map<String, List<EncodedImage>> pages) throws InterruptedException {
    System.out.println("| page | threads | pages a second | a thread | processor ms a page |");
    System.out.println("|---|---|---|---|---|");
    for (Map.Entry<String, List<EncodedImage>> each : pages.entrySet()) {
      Figures one = new Figures();
      Figures several = new Figures();
      round(1, each.getValue());
      round(most, each.getValue());
      for (int i = 0; i < ROUNDS; i++) {
        one.add(round(1, each.getValue()));
        several.add(round(most, each.getValue()));
      }
      one.print(each.getKey(), 1);
      several.print(each.getKey(), most);
    }
  }

  /** The best round's pages a second, and the processor time of all. */
  private static final class Figures {
    private double best;
    private double pages;
    private double processor;

    void add(Round round) {
      best = Math.max(best, round.pages * 1e9 / round.nanos);
      pages += round.pages;
      processor += round.processorNanos;
    }

    void print(String page, int threads) {
      System.out.printf(
          "| %s | %d | %.1f | %.1f | %.1f |%n",
          page, threads, best, best / threads, processor / pages / 1e6);
    }
  }

  private record Round(long pages, long nanos, long processorNanos) {}

  private Round round(int threads, List<EncodedImage> pages) throws InterruptedException {
    AtomicLong done = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(threads);
    long processor = processorNanos();
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      int first = i;
      new Thread(() -> prepare(pages, first, start + ROUND_NANOS, done, ended)).start();
    }
    ended.await();
    return new Round(done.get(), System.nanoTime() - start, processorNanos() - processor);
  }

  /** Of this process and of those that draw. */
  private static long processorNanos() {
    return SYSTEM.getProcessCpuTime()
        + ProcessHandle.current()
            .children()
            .mapToLong(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
            .sum();
  }

  private void prepare(
      List<EncodedImage> pages, int first, long until, AtomicLong done, CountDownLatch ended) {
    try {
      for (int i = first; System.nanoTime() < until; i++) {
        preparer.pixels(
            preparer.accept(List.of(pages.get(i % pages.size()))), Cancellation.NEVER);
        done.incrementAndGet();
      }
    } finally {
      ended.countDown();
    }
  }
}
