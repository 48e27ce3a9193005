package com.tkr.embed.rest.body;

import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.filter.CurrentRequest;
import com.tkr.embed.rest.grizzly.ArrivingBody;
import com.tkr.embed.rest.grizzly.MinimumRate;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads bodies without ever waiting for a client. */
@Dependent
public class Bodies {
  @Inject private ByteBudget budget;
  @Inject private MinimumRate minimumRate;

  /**
   * Reads a body: at once when all of it is there, else when all of it will be.
   *
   * @param limit bytes of it at most; a body declared to be larger is refused here, one that turns
   *     out to be larger by the parsing
   */
  public <T> CompletionStage<T> read(UnreadBody body, int limit, Function<InputStream, T> parsing) {
    body.head().requireReadable(limit);
    try {
      return isThere(body)
          ? CompletableFuture.completedFuture(parsing.apply(body.stream()))
          : arriving(limit, parsing);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean isThere(UnreadBody body) throws IOException {
    long length = body.head().contentLength();
    return length >= 0 && body.stream().available() >= length;
  }

  /** The same outcome, whose consequences run in the name of the current request. */
  private static <T> CompletableFuture<T> inTheRequestsName(CompletionStage<T> stage) {
    RequestContext context = RequestContext.current();
    CompletableFuture<T> carried = new CompletableFuture<>();
    stage.whenComplete(
        (value, failure) ->
            context.run(
                () -> {
                  if (failure == null) {
                    carried.complete(value);
                  } else {
                    carried.completeExceptionally(failure);
                  }
                }));
    return carried;
  }

  private <T> CompletionStage<T> arriving(int limit, Function<InputStream, T> parsing)
      throws IOException {
    ArrivingBody body = ArrivingBody.of(CurrentRequest.get(), minimumRate, limit, budget::take);
    return inTheRequestsName(body.whole())
        .thenApply(parsing)
        .whenComplete((parsed, failure) -> budget.giveBack(body.bytes()));
  }
}
