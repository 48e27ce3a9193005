package com.tkr.embed.rest.body;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.batching.QueueFull;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.Documents;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.FetchedInputs;
import com.tkr.embed.input.OpenedInputs;
import com.tkr.embed.input.fetch.FetchLimits;
import com.tkr.embed.input.fetch.PictureFetch;
import com.tkr.embed.input.pdf.PdfLimits;
import com.tkr.embed.input.pdf.PdfRenderer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has the pictures of a request made ready on threads of its own: addresses fetched, and PDF files
 * opened, whose pages are drawn when they are prepared.
 */
@ApplicationScoped
public class Pictures {
  private static final int WAITING = 256;

  /** Files that are fetched at a time: as many may be in memory before they are counted. */
  private static final int FETCHES = 8;

  @Inject private Settings settings;
  @Resource private ManagedThreadFactory threads;
  private PdfRenderer renderer;
  private ThreadPoolExecutor opening;
  private PictureFetch fetch;
  private ThreadPoolExecutor fetching;

  @PostConstruct
  void start() {
    int most = PdfRenderer.mostProcesses();
    renderer = new PdfRenderer(limits(), most);
    opening = pool(most);
    fetch = new PictureFetch(fetchLimits());
    fetching = pool(FETCHES);
  }

  private ThreadPoolExecutor pool(int most) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most, most, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private FetchLimits fetchLimits() {
    return new FetchLimits(
        settings.get(ServerSettings.MAX_FILE_BYTES),
        settings.get(ServerSettings.FETCH_TIME),
        settings.get(ServerSettings.FETCH_HOSTS).stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .toList());
  }

  private PdfLimits limits() {
    return new PdfLimits(
        settings.get(ServerSettings.MAX_PDF_PAGES),
        settings.get(ServerSettings.MAX_PDF_PIXELS),
        settings.get(ServerSettings.MAX_PDF_TIME),
        settings.get(ServerSettings.DATA_DIR).resolve("fonts").toAbsolutePath());
  }

  /** Whether nothing is to be done before a request is embedded. */
  boolean areThere(EmbeddingRequest request) {
    return !FetchedInputs.areIn(request.inputs()) && !Documents.areIn(request.inputs());
  }

  /**
   * Its inputs with a file in the place of each address, and each page in its place; goes on on
   * behalf of the body's request.
   *
   * @param cancellation when nobody waits for them any more
   * @throws QueueFull when too many wait
   */
  CompletableFuture<OpenedInputs> opened(
      EmbeddingRequest request, RequestBody body, Cancellation cancellation) {
    try {
      return new FetchedInputs(fetch, fetching, cancellation)
          .of(request.inputs())
          .thenApply(inputs -> held(inputs, request, body))
          .thenCompose(inputs -> opened(inputs, cancellation))
          .whenCompleteAsync((opened, failure) -> {}, body.context()::run);
    } catch (RejectedExecutionException e) {
      throw new QueueFull();
    }
  }

  /** What was fetched is in memory until the request is answered. */
  private static List<EmbeddingInput> held(
      List<EmbeddingInput> inputs, EmbeddingRequest request, RequestBody body) {
    body.hold(bytes(inputs) - bytes(request.inputs()));
    return inputs;
  }

  /** A file that stands in several places is there once. */
  private static long bytes(List<EmbeddingInput> inputs) {
    Set<byte[]> files = Collections.newSetFromMap(new IdentityHashMap<>());
    inputs.stream().flatMap(EmbeddingInput::allImages).forEach(image -> files.add(image.bytes()));
    return files.stream().mapToLong(file -> file.length).sum();
  }

  private CompletableFuture<OpenedInputs> opened(
      List<EmbeddingInput> inputs, Cancellation cancellation) {
    if (!Documents.areIn(inputs)) {
      return CompletableFuture.completedFuture(new OpenedInputs(inputs, List.of()));
    }
    try {
      return CompletableFuture.supplyAsync(
          () -> new Documents(renderer, inputs, cancellation).open(), opening);
    } catch (RejectedExecutionException e) {
      throw new QueueFull();
    }
  }

  @PreDestroy
  void stop() {
    fetching.shutdown();
    fetch.close();
    opening.shutdown();
    renderer.close();
  }
}
