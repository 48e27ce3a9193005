package com.tkr.embed.rest.body;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.batching.QueueFull;
import com.tkr.embed.input.Documents;
import com.tkr.embed.input.OpenedInputs;
import com.tkr.embed.input.pdf.PdfLimits;
import com.tkr.embed.input.pdf.PdfRenderer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has the pictures of a request made ready on threads of its own: PDF files opened, whose pages are
 * drawn when they are prepared.
 */
@ApplicationScoped
public class Pictures {
  private static final int WAITING = 256;

  @Inject private Settings settings;
  @Resource private ManagedThreadFactory threads;
  private PdfRenderer renderer;
  private ThreadPoolExecutor opening;

  @PostConstruct
  void start() {
    int most = PdfRenderer.mostProcesses();
    renderer = new PdfRenderer(limits(), most);
    opening =
        new ThreadPoolExecutor(
            most, most, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), threads);
    opening.allowCoreThreadTimeOut(true);
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
    return !Documents.areIn(request.inputs());
  }

  /**
   * Its inputs with each page in its place; goes on on behalf of the body's request.
   *
   * @throws QueueFull when too many wait
   */
  CompletableFuture<OpenedInputs> opened(EmbeddingRequest request, RequestBody body) {
    try {
      return CompletableFuture.supplyAsync(
              () -> new Documents(renderer, request.inputs()).open(), opening)
          .whenCompleteAsync((opened, failure) -> {}, body.context()::run);
    } catch (RejectedExecutionException e) {
      throw new QueueFull();
    }
  }

  @PreDestroy
  void stop() {
    opening.shutdown();
    renderer.close();
  }
}
