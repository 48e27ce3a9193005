package com.tkr.embed.rest.filter;

import com.tkr.embed.observe.log.AccessLine;
import com.tkr.embed.observe.log.AccessLog;
import com.tkr.embed.observe.log.ClientLeft;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.rest.grizzly.RequestProgress;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** The one place where a request ends, whichever thread answers it: it is counted and logged. */
final class RequestEnd {
  /** As web servers name what no status stands for. */
  private static final int CLIENT_LEFT = 499;

  private final Routes routes;
  private final ServingMetrics metrics;
  private final AccessLog log;

  RequestEnd(Routes routes, ServingMetrics metrics, AccessLog log) {
    this.routes = routes;
    this.metrics = metrics;
    this.log = log;
  }

  /** Ends the request now, or when its asynchronous answer is complete or its client has gone. */
  void when(RequestContext context, HttpServletRequest request, HttpServletResponse response) {
    if (request.isAsyncStarted()) {
      RequestProgress progress = RequestProgress.of(request);
      AtomicBoolean over = new AtomicBoolean();
      IntConsumer end =
          status -> {
            if (over.compareAndSet(false, true)) {
              ended(context, progress.left() ? CLIENT_LEFT : status);
            }
          };
      request.getAsyncContext().addListener(onComplete(end));
      progress.whenCancelled(() -> end.accept(CLIENT_LEFT));
    } else {
      ended(context, response.getStatus());
    }
  }

  /** Ends a request that something was thrown for: the container answers it, if it can. */
  void failed(RequestContext context, Exception thrown) {
    boolean left = ClientLeft.caused(thrown);
    ended(context, left ? CLIENT_LEFT : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
  }

  private void ended(RequestContext context, int status) {
    String route = routes.template(context.head().path());
    long nanos = System.nanoTime() - context.startNanos();
    metrics.answered(route, status, Duration.ofNanos(nanos));
    if (log.takes(route, status)) {
      log.add(AccessLine.now(context, route, status, nanos));
    }
  }

  private static AsyncListener onComplete(IntConsumer end) {
    return new AsyncListener() {
      @Override
      public void onComplete(AsyncEvent event) {
        end.accept(((HttpServletResponse) event.getSuppliedResponse()).getStatus());
      }

      @Override
      public void onTimeout(AsyncEvent event) {}

      @Override
      public void onError(AsyncEvent event) {}

      @Override
      public void onStartAsync(AsyncEvent event) {}
    };
  }
}
